import {isObject, items, type Json, member, only, textOf} from './json.ts';

/** A rule in nft's own language, as `nft list ruleset` prints it, out of its JSON. */
export function ruleText(statements: readonly Json[], comment?: string): string {
	const words = statements.map(statementText).filter(text => text !== '');
	return [...words, ...(comment === undefined ? [] : [`comment "${comment}"`])].join(' ');
}

function statementText(statement: Json): string {
	if (typeof statement === 'string') return statement;
	const [kind, inner] = only(statement) ?? ['', undefined];
	switch (kind) {
		case 'match': {
			const op = textOf(inner, 'op') ?? '==';
			const shown = op === '==' || op === 'in' ? '' : `${op} `;
			return `${expressionText(member(inner, 'left'))} ${shown}${expressionText(member(inner, 'right'))}`;
		}
		case 'counter':
			return isObject(inner) ? `counter packets ${String(inner.packets)} bytes ${String(inner.bytes)}` : 'counter';
		case 'jump':
		case 'goto':
			return `${kind} ${textOf(inner, 'target') ?? ''}`;
		case 'vmap':
			return `${expressionText(member(inner, 'key'))} vmap ${expressionText(member(inner, 'data'))}`;
		case 'reject': {
			const type = textOf(inner, 'type');
			return type === undefined
				? 'reject'
				: `reject with ${type}${type === 'tcp reset' ? '' : ` ${textOf(inner, 'expr') ?? ''}`}`;
		}
		case 'limit':
			return `limit rate ${member(inner, 'inv') === true ? 'over ' : ''}${String(member(inner, 'rate'))}/${textOf(inner, 'per') ?? 'second'}`;
		case 'mangle':
			return `${expressionText(member(inner, 'key'))} set ${expressionText(member(inner, 'value'))}`;
		case 'dnat':
		case 'snat': {
			const [address, port] = [member(inner, 'addr'), member(inner, 'port')];
			const tail = port === undefined ? '' : `:${expressionText(port)}`;
			return `${kind} to ${address === undefined ? '' : expressionText(address)}${tail}`;
		}
		case 'redirect':
			return isObject(inner) && 'port' in inner ? `redirect to :${expressionText(inner.port)}` : 'redirect';
		case 'log': {
			const prefix = textOf(inner, 'prefix');
			return prefix === undefined ? 'log' : `log prefix "${prefix}"`;
		}
		case 'ct count':
			return `ct count ${member(inner, 'inv') === true ? 'over ' : ''}${String(member(inner, 'val'))}`;
		case 'xt':
			return `xt ${textOf(inner, 'type') ?? ''} "${textOf(inner, 'name') ?? ''}"`;
		case 'set':
			return `${textOf(inner, 'op') ?? 'add'} ${textOf(inner, 'set') ?? ''} { ${expressionText(member(inner, 'elem'))} }`;
		default:
			return kind;
	}
}

function expressionText(value: Json): string {
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
	if (Array.isArray(value)) return items(value).map(expressionText).join(',');
	const [kind, inner] = only(value) ?? ['', undefined];
	switch (kind) {
		case 'payload':
			return textOf(inner, 'protocol') === undefined
				? `@${textOf(inner, 'base') ?? ''},${String(member(inner, 'offset'))},${String(member(inner, 'len'))}`
				: `${textOf(inner, 'protocol')} ${textOf(inner, 'field') ?? ''}`;
		case 'meta':
			return bareMeta.has(textOf(inner, 'key') ?? '')
				? (textOf(inner, 'key') ?? '')
				: `meta ${textOf(inner, 'key') ?? ''}`;
		case 'ct':
			return ['ct', textOf(inner, 'dir'), textOf(inner, 'key')].filter(word => word !== undefined).join(' ');
		case 'fib':
			return `fib ${items(member(inner, 'flags')).join(' . ')} ${textOf(inner, 'result') ?? ''}`;
		case 'prefix':
			return `${expressionText(member(inner, 'addr'))}/${String(member(inner, 'len'))}`;
		case 'range':
			return items(inner).map(expressionText).join('-');
		case 'set':
			return `{ ${items(inner).map(elementText).join(', ')} }`;
		case 'concat':
			return items(inner).map(expressionText).join(' . ');
		case 'elem':
			return expressionText(member(inner, 'val'));
		case 'map':
			return `${expressionText(member(inner, 'key'))} map ${expressionText(member(inner, 'data'))}`;
		case '&':
		case '|':
		case '^':
		case '<<':
		case '>>':
			return items(inner).map(expressionText).join(` ${kind} `);
		case 'numgen':
			return `numgen ${textOf(inner, 'mode') ?? ''} mod ${String(member(inner, 'mod'))}`;
		default:
			return statementText(value);
	}
}

/** nft prints these without the word `meta`. */
const bareMeta = new Set(['iif', 'iifname', 'oif', 'oifname', 'iifgroup', 'oifgroup', 'skuid', 'skgid']);

/** Long sets are cut: a rule is shown to be recognised. */
const elementText = (element: Json): string =>
	Array.isArray(element) && element.length === 2
		? `${expressionText(element[0])} : ${statementText(element[1]) || expressionText(element[1])}`
		: expressionText(element);
