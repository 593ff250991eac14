import {Ajv2020} from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import {lexer, type Token} from 'marked';
import {type DefaultTreeAdapterMap, parse} from 'parse5';
import {say} from '../../source/engine/words.ts';
import {resultSchemaText} from '../../source/report/result-schema.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** The parts of a page in Markdown, without the empty lines between them. */
export const parts = (text: string): readonly Token[] => lexer(text).filter(({type}) => type !== 'space');

/** A token and every one within it. */
export const tokens = (token: Token): readonly Token[] => {
	const inner: readonly Token[] = [
		...('tokens' in token ? (token.tokens ?? []) : []),
		...(token.type === 'list' ? token.items : []),
		...(token.type === 'table'
			? [...token.header, ...token.rows.flat()].flatMap((cell: {tokens: Token[]}) => cell.tokens)
			: []),
	];
	return [token, ...inner.flatMap(tokens)];
};

/** The headings of a page, as `2 Causes`. */
export const headings = (page: readonly Token[]): readonly string[] =>
	page.flatMap(token => (token.type === 'heading' ? [`${token.depth} ${token.text}`] : []));

/** What no report in Markdown has: everything that a host's words could bring in. */
export const foreign: readonly string[] = ['html', 'link', 'image', 'del', 'em'];

// Sections that every report has, in their order; whatever comes from a host stands before the last one.
const lastSections = (): readonly string[] =>
	say({
		en: 'Not checked, What was changed, Time line, Steps and commands, The same run again',
		zh: '未检查, 已做的改动, 时间线, 步骤与命令, 再次运行',
	})
		.split(', ')
		.map(title => `2 ${title}`);

const markdownFaults = (text: string): readonly string[] => {
	const page = parts(text);
	const all = headings(page);
	const inside = page.flatMap(tokens);
	const sections = lastSections();
	const last = all.filter(heading => sections.includes(heading));
	const hasTitle = say({en: '1 Health check of ', zh: ' 的健康检查'});
	return [
		...(all[0]?.startsWith('1 ') && all[0].includes(hasTitle) ? [] : [`begins with ${JSON.stringify(all[0])}`]),
		...(all.filter(heading => heading.startsWith('1 ')).length === 1 ? [] : ['more than one title']),
		...(last.join() === sections.join() ? [] : [`of its sections there are only ${JSON.stringify(last)}`]),
		...(page.at(-1)?.type === 'code' ? [] : ['does not end with the command that repeats the run']),
		...inside.filter(({type}) => foreign.includes(type)).map(({type, raw}) => `${type} in it: ${JSON.stringify(raw)}`),
	];
};

/** What says whether a document is valid by the published schema. */
export const resultValidator = () => {
	const ajv = new Ajv2020({strict: true, allErrors: true});
	formats.default(ajv);
	return ajv.compile(JSON.parse(resultSchemaText()));
};
let isValidResult: ReturnType<typeof resultValidator> | undefined;

const jsonFaults = (text: string): readonly string[] => {
	isValidResult ??= resultValidator();
	isValidResult(JSON.parse(text));
	return (isValidResult.errors ?? []).map(({instancePath, message}) => `${instancePath} ${message}`);
};

const elementsOf = (node: Node): readonly Element[] => [
	...('tagName' in node ? [node] : []),
	...('childNodes' in node ? node.childNodes.flatMap(elementsOf) : []),
];

const mayStand = new Set(
	[
		'html head meta title style body header main section h1 h2 h3 p span strong pre code ul li',
		'table thead tbody tr th td figure figcaption details summary svg g rect line path circle polyline polygon text tspan',
	].flatMap(names => names.split(' ')),
);

const htmlFaults = (text: string): readonly string[] => {
	const errors: string[] = [];
	const page = parse(text, {
		sourceCodeLocationInfo: true,
		onParseError: ({code, startLine, startCol}) => errors.push(`${code} at ${startLine}:${startCol}`),
	});
	const all = elementsOf(page);
	// A picture has a title of its own.
	const named = (name: string): readonly Element[] =>
		all.filter(({tagName, namespaceURI}) => tagName === name && namespaceURI.endsWith('/xhtml'));
	const attributes = all.flatMap(({tagName, attrs}) => attrs.map(({name, value}) => ({tagName, name, value})));
	const starts = all.flatMap(({sourceCodeLocation: at}) => at?.startOffset ?? []);
	const ids = attributes.filter(({name}) => name === 'id').map(({value}) => value);
	const attributesThatLead = attributes.filter(({name}) => /^on|^(?:src|href|action|srcset|style)$/.test(name));
	return [
		...errors,
		...(page.mode === 'no-quirks' ? [] : [`it is shown in ${page.mode}`]),
		...['html', 'head', 'title', 'body', 'h1', 'main']
			.filter(name => named(name).length !== 1)
			.map(name => `${named(name).length} elements ${name}`),
		...all.filter(({tagName}) => !mayStand.has(tagName)).map(({tagName}) => `an element ${tagName}`),
		// A parser mends what nobody closed: then the page has elements that nobody wrote an end for.
		...all
			.filter(
				({tagName, sourceCodeLocation: at}) => tagName !== 'meta' && at?.endTag === undefined && !isClosed(text, at),
			)
			.map(({tagName, sourceCodeLocation: at}) => `${tagName} at ${at?.startLine ?? '?'} has no end of its own`),
		// … and puts elsewhere what may not stand where it was written.
		...(starts.every((start, index) => index === 0 || start > (starts[index - 1] ?? 0))
			? []
			: ['something is misplaced']),
		...attributesThatLead.map(({tagName, name, value}) => `${tagName} ${name}=${JSON.stringify(value)}`),
		...(new Set(ids).size === ids.length ? [] : ['the same id twice']),
	];
};

/** `<path …/>`, within a picture. */
const isClosed = (text: string, at: Element['sourceCodeLocation']): boolean =>
	at?.startTag !== undefined && text.slice(at.startTag.startOffset, at.startTag.endOffset).endsWith('/>');

/** What is wrong with a report in this form: sentences; none when it is valid. JUnit’s needs xmllint (junit-valid.ts). */
export const faultsOf = (form: 'md' | 'html' | 'json', text: string): readonly string[] =>
	({md: markdownFaults, html: htmlFaults, json: jsonFaults})[form](text);
