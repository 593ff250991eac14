import {withEntities} from '../entities.ts';

// XML 1.0 has no place for these, not even as references: controls, halves of surrogate pairs, two noncharacters.
const illegal = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** Text of anybody as the content of an XML element. */
export const xmlText = (text: string): string => withEntities(text.replace(illegal, ''));

/** The same as the value of an attribute in double quotes: a reader would make blanks of line ends. */
export const xmlAttribute = (text: string): string =>
	xmlText(text).replace(/[\t\n\r]/g, found => `&#${found.charCodeAt(0)};`);
