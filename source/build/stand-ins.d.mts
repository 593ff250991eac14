/** Letters, punctuation, lines, signs and Braille dots, as the inside of a class of a pattern: each is one column wide. */
export const narrow: string;
/** Chinese letters and marks, likewise: each is two columns wide. */
export const wide: string;
