import type {Json} from '../json.ts';
import {verdictOf} from './map.ts';
import {Reader, Unreadable} from './reader.ts';
import {statementOf} from './statement.ts';
import {elementsOf, elementValue, readValue} from './value.ts';

/** Names of priorities (nft(8), "Standard priority names"); those of bridges don't matter here. */
const priorities: Readonly<Record<string, number>> = {
	raw: -300,
	mangle: -150,
	dstnat: -100,
	filter: 0,
	security: 50,
	srcnat: 100,
};

/**
 * Reads `nft -a list ruleset` into what `nft -j list ruleset` would hold, for versions that print no JSON; only rules
 * are left as lines (`line`), for readRuleLine. Undefined where it isn't a rule set at all. Never fails.
 */
export function readRuleset(text: string): readonly Json[] | undefined {
	const reader = new Reader(text);
	const objects: Json[] = [];
	try {
		for (reader.skipBreaks(); !reader.isDone; reader.skipBreaks()) {
			reader.expect('table');
			readTable({family: reader.word(), table: reader.word()}, reader, objects);
		}
	} catch (error) {
		if (error instanceof Unreadable) return undefined;
		throw error;
	}
	return objects;
}

type Place = {readonly family: string; readonly table: string};

function readTable(place: Place, reader: Reader, objects: Json[]): void {
	const flags: string[] = [];
	objects.push({table: {family: place.family, name: place.table, flags}});
	for (openBlock(reader); !closeBlock(reader); reader.skipBreaks()) {
		if (reader.takes('flags')) flags.push(...listOf(reader));
		else if (reader.takes('chain')) readChain({...place, chain: reader.word()}, reader, objects);
		else if (reader.comes('set') || reader.comes('map') || reader.comes('meter'))
			readSet(place, reader.word(), reader, objects);
		else skipObject(reader);
	}
}

const listOf = (reader: Reader): readonly string[] => {
	const value = readValue(reader);
	return (Array.isArray(value) ? value : [value]).map(String);
};

const openBlock = (reader: Reader): void => {
	reader.expect('{');
	takeHandle(reader);
	reader.skipBreaks();
};

/** Whether the block ends here; so does a text that breaks off, which is then no rule set. */
const closeBlock = (reader: Reader): boolean => {
	reader.skipBreaks();
	if (reader.isDone) throw new Unreadable('it ends in the middle');
	const ends = reader.takes('}');
	if (ends) takeHandle(reader);
	return ends;
};

const takeHandle = (reader: Reader): number | undefined => {
	const handle = /^#handle (\d+)$/.exec(reader.peek().text)?.[1];
	if (handle !== undefined) reader.take();
	return handle === undefined ? undefined : Number(handle);
};

/** Counters, quotas, helpers, flowtables and what else may come: nothing that decides over packets by itself. */
function skipObject(reader: Reader): void {
	while (!reader.comes('{') && reader.peek().is !== 'break') reader.take();
	if (!reader.comes('{')) return;
	let depth = 0;
	do {
		if (reader.isDone) throw new Unreadable('it ends in the middle');
		if (reader.comes('{')) depth++;
		if (reader.comes('}')) depth--;
		reader.take();
	} while (depth > 0);
}

function readSet(place: Place, kind: string, reader: Reader, objects: Json[]): void {
	const name = reader.word();
	let elements: readonly Json[] | undefined = [];
	let isOfVerdicts = false;
	for (openBlock(reader); !closeBlock(reader); ) {
		if (reader.takes('elements')) {
			reader.expect('=');
			elements = elementsOf(reader, isOfVerdicts ? verdictOf : elementValue);
			continue;
		}
		while (reader.peek().is !== 'break' && !reader.comes('}')) {
			if (reader.comes('verdict')) isOfVerdicts = true;
			reader.take();
		}
	}
	objects.push({[kind === 'map' ? 'map' : 'set']: {...place, name, elem: elements}});
}

function readChain(place: Place & {readonly chain: string}, reader: Reader, objects: Json[]): void {
	const {family, table, chain} = place;
	let base: {readonly [key: string]: Json} = {};
	const rules: Json[] = [];
	for (openBlock(reader); !closeBlock(reader); ) {
		if (reader.comes('type') && reader.comes('hook', 2)) base = {...base, ...readHook(reader)};
		else if (reader.takes('policy')) base = {...base, policy: reader.word()};
		else if (reader.comes('comment') && rules.length === 0) {
			reader.take();
			reader.word();
		} else rules.push({rule: {...place, line: reader.statement()}});
	}
	objects.push({chain: {family, table, name: chain, ...base}}, ...rules);
}

/** `type filter hook input priority filter + 10; policy drop;`, with the devices of ingress and egress. */
function readHook(reader: Reader): {readonly [key: string]: Json} {
	reader.expect('type');
	const type = reader.word();
	reader.expect('hook');
	const hook = reader.word();
	let dev: Json;
	if (reader.takes('device')) dev = reader.word();
	else if (reader.takes('devices')) {
		reader.takes('=');
		dev = reader.comes('{') ? elementsOf(reader, elementValue) : reader.word();
	}
	reader.expect('priority');
	return {type, hook, prio: priorityOf(reader), ...(dev === undefined ? {} : {dev})};
}

function priorityOf(reader: Reader): number {
	const word = reader.word();
	const base = Object.hasOwn(priorities, word) ? priorities[word] : Number(word);
	if (base === undefined || !Number.isFinite(base)) throw new Unreadable(`“${word}” is no priority`);
	if (reader.takes('+')) return base + reader.number();
	return reader.takes('-') ? base - reader.number() : base;
}

/** A rule of a chain in the terms of nft's JSON, with its own words. */
export type RuleLine = {
	readonly statements: readonly Json[];
	readonly text: string;
	readonly handle?: number;
	readonly comment?: string;
};

/** Reads one rule. What can't be read of it is one thing that can't be told. */
export function readRuleLine(line: string): RuleLine {
	const handle = /#\s*handle (\d+)\s*$/.exec(line)?.[1];
	const text = (handle === undefined ? line : line.replace(/\s*#\s*handle \d+\s*$/, '')).trim();
	const reader = new Reader(text);
	const statements: Json[] = [];
	let comment: string | undefined;
	try {
		for (reader.skipBreaks(); !reader.isDone; reader.skipBreaks()) {
			if (reader.takes('comment')) comment = reader.word();
			else statements.push(statementOf(reader));
		}
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		statements.push({unread: error.message});
	}
	return {
		statements,
		text: text.replace(/\s*\n\s*/g, ' '),
		...(handle === undefined ? {} : {handle: Number(handle)}),
		...(comment === undefined ? {} : {comment}),
	};
}
