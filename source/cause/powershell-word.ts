const plainWord = /^[\w.:/-]+$/;

/** Quotes a word for PowerShell, which in single quotes reads nothing but a doubled quote. */
export const powershellWord = (word: string): string =>
	plainWord.test(word) ? word : `'${word.replaceAll("'", "''")}'`;
