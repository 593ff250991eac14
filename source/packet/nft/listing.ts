import type {BaseChain, Chain, Hook, Rule, Table} from '../filters.ts';
import {ownerOf} from '../owner.ts';
import type {RuleRef} from '../passage.ts';
import {chainKey, type NftDetails} from './details.ts';
import {items, type Json, member, numberOf, only, textOf} from './json.ts';
import {readRuleLine, readRuleset} from './language/ruleset.ts';
import {mentionsOf} from './mentions.ts';
import {ruleText} from './rule-text.ts';
import type {NftScope} from './scope.ts';
import {readStatement} from './statement.ts';

/** What `nft -j list ruleset` came to; undefined where it isn't nft's JSON. */
export type NftListing = {
	readonly tables: readonly Table[];
	/**
	 * `family name` of the tables that hold sets or maps: iptables makes none of these, and shows rules with them as
	 * if they matched everything.
	 */
	readonly withSets: ReadonlySet<string>;
	/** Whether something counts that only nft's text tells: see NftDetails. */
	readonly lacks: 'nothing' | 'details';
};

const hooks: readonly Hook[] = ['ingress', 'prerouting', 'input', 'forward', 'output', 'postrouting', 'egress'];

type Draft = {
	readonly family: RuleRef['family'];
	readonly name: string;
	readonly bases: BaseChain[];
	readonly chains: Map<string, Rule[]>;
	readonly scope: NftScope & {readonly named: Map<string, readonly Json[]>; readonly looks: Set<number>};
};

/** Reads nft's JSON. Never fails. */
export function readNft(text: string, details?: NftDetails): NftListing | undefined {
	const entries = member(parse(text), 'nftables');
	return Array.isArray(entries) ? listingOf(items(entries), details) : undefined;
}

/** Reads what `nft -a list ruleset` prints, for versions that print no JSON; undefined where it isn't that. */
export function readNftText(text: string): NftListing | undefined {
	const entries = readRuleset(text);
	const nothingLeftOut: NftDetails = {dormant: dormantTables(entries ?? []), devices: new Map()};
	return entries && listingOf(entries, nothingLeftOut);
}

const dormantTables = (entries: readonly Json[]): ReadonlySet<string> =>
	new Set(
		entries.flatMap(entry => {
			const table = member(entry, 'table');
			return isDormant(member(table, 'flags')) ? [`${textOf(table, 'family')} ${textOf(table, 'name')}`] : [];
		}),
	);

/** Tables of bridges and ARP are left out: the probe doesn't pass them. */
function listingOf(entries: readonly Json[], details: NftDetails | undefined): NftListing {
	const drafts = new Map<string, Draft>();
	let lacks: NftListing['lacks'] = 'nothing';
	for (const entry of entries) {
		const [kind, body] = only(entry) ?? ['', undefined];
		if (kind === 'rule') continue;
		const [family, name] = [familyOf(body), textOf(body, kind === 'table' ? 'name' : 'table')];
		if (!family || name === undefined) continue;
		const id = `${family} ${name}`;
		const draft = drafts.get(id) ?? {
			family,
			name,
			bases: [],
			chains: new Map(),
			scope: {table: id, named: new Map(), shelf: new Map(), looks: new Set()},
		};
		if (kind === 'table' && (details ? details.dormant.has(id) : isDormant(member(body, 'flags')))) continue;
		if (!details && ((kind === 'table' && member(body, 'flags') !== undefined) || isBare(kind, body)))
			lacks = 'details';
		if (kind === 'table') drafts.set(id, draft);
		else if (kind === 'chain' && drafts.has(id)) addChain(draft, body, details);
		else if ((kind === 'set' || kind === 'map') && drafts.has(id))
			draft.scope.named.set(textOf(body, 'name') ?? '', items(member(body, 'elem')));
	}
	// Sets may follow the rules that name them, so rules come last.
	for (const entry of entries) {
		const body = member(entry, 'rule');
		const draft = body === undefined ? undefined : drafts.get(`${familyOf(body)} ${textOf(body, 'table')}`);
		if (draft) addRule(draft, body);
	}
	const withSets = [...drafts].filter(([, draft]) => draft.scope.named.size > 0 || draft.scope.looks.size > 0);
	return {tables: [...drafts.values()].map(tableOf), withSets: new Set(withSets.map(([id]) => id)), lacks};
}

/** Versions that get the flags wrong print something else than a word here; then the text has to tell. */
const isDormant = (flags: Json): boolean => items(flags).concat([flags]).includes('dormant');

const isBare = (kind: string, body: Json): boolean =>
	kind === 'chain' && /^(in|e)gress$/.test(textOf(body, 'hook') ?? '') && member(body, 'dev') === undefined;

function parse(text: string): Json {
	try {
		const value: Json = JSON.parse(text);
		return value;
	} catch {
		return undefined;
	}
}

const familyOf = (body: Json): RuleRef['family'] | undefined => {
	const family = textOf(body, 'family');
	return family === 'ip' || family === 'ip6' || family === 'inet' || family === 'netdev' ? family : undefined;
};

function addChain(draft: Draft, body: Json, details: NftDetails | undefined): void {
	const name = textOf(body, 'name') ?? '';
	draft.chains.set(name, []);
	const hook = hooks.find(each => each === textOf(body, 'hook'));
	if (!hook) return;
	const type = textOf(body, 'type');
	const policy = textOf(body, 'policy') === 'drop' ? 'drop' : 'accept';
	const device = member(body, 'dev');
	const named = typeof device === 'string' ? [device] : items(device).filter(each => typeof each === 'string');
	const devices = details?.devices.get(chainKey({family: draft.family, table: draft.name, chain: name})) ?? named;
	draft.bases.push({
		chain: name,
		hook,
		priority: numberOf(body, 'prio') ?? 0,
		type: type === 'nat' || type === 'route' ? type : 'filter',
		policy,
		ref: {
			tool: 'nft',
			family: draft.family,
			table: draft.name,
			chain: name,
			text: `chain ${draft.family} ${draft.name} ${name} { type ${type} hook ${hook} priority ${numberOf(body, 'prio') ?? 0}; policy ${policy}; }`,
			...ownerOf([draft.name, name]),
		},
		...(devices.length > 0 ? {devices} : {}),
	});
}

function addRule(draft: Draft, body: Json): void {
	const chain = textOf(body, 'chain') ?? '';
	const rules = draft.chains.get(chain) ?? [];
	draft.chains.set(chain, rules);
	const {statements, text, comment, handle} = ruleOf(body);
	const counter = statements
		.map(statement => numberOf(member(statement, 'counter'), 'packets'))
		.find(packets => packets !== undefined);
	const {sets, looks} = mentionsOf(statements);
	if (looks) draft.scope.looks.add(rules.length);
	rules.push({
		ref: {
			tool: 'nft',
			family: draft.family,
			table: draft.name,
			chain,
			number: rules.length + 1,
			...(handle === undefined ? {} : {handle}),
			text: text ?? ruleText(statements, comment),
			...ownerOf([draft.name, chain, ...(comment === undefined ? [] : [comment]), ...sets]),
			...(counter === undefined ? {} : {packets: counter}),
		},
		parts: statements.flatMap(statement => readStatement(statement, draft.scope)),
	});
}

type NftRule = {
	readonly statements: readonly Json[];
	readonly text?: string;
	readonly handle?: number | undefined;
	readonly comment?: string | undefined;
};

const ruleOf = (body: Json): NftRule => {
	const line = textOf(body, 'line');
	if (line !== undefined) return readRuleLine(line);
	return {
		statements: items(member(body, 'expr')),
		handle: numberOf(body, 'handle'),
		comment: textOf(body, 'comment'),
	};
};

const tableOf = ({family, name, bases, chains}: Draft): Table => ({
	tool: 'nft',
	family,
	name,
	bases,
	chains: new Map([...chains].map(([chain, rules]): [string, Chain] => [chain, {name: chain, rules}])),
});
