/** Letters, punctuation, lines and Braille dots: each is one column wide. */
export const narrow: RegExp;
