const entities = new Map([
	['&', '&amp;'],
	['<', '&lt;'],
	['>', '&gt;'],
	['"', '&quot;'],
	["'", '&#39;'],
]);

/** Text of anybody as text, or as the value of an attribute in quotes, of HTML, of SVG and of XML. */
export const withEntities = (text: string): string => text.replace(/[&<>"']/g, found => entities.get(found) ?? found);
