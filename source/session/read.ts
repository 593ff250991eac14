import {clean} from '../engine/clean.ts';
import type {Words} from '../engine/words.ts';
import {EventReader, type Progress} from './events.ts';
import {event as eventForm, eventTypes, header as headerForm, mark, schemaNumber} from './format.ts';
import type {Owner} from './owner.ts';

/** A session as its file tells it. */
export type StoredSession = Progress & {
	readonly id: string;
	readonly startedAt: string;
	readonly lastAt: string;
	/** The version of slb-wizard that began it. */
	readonly version: string;
	/** The options that were given, as they stand in the file. */
	readonly given: Readonly<Record<string, string | number | null | readonly string[]>>;
	readonly witnessS?: number;
	/** Who writes it, or wrote it last. */
	readonly owner: Owner;
	/** Whether the run came to its end by itself. */
	readonly isEnded: boolean;
	/** Lines that can't be read, beside a torn last one. */
	readonly unreadable: number;
	/** The part of the text that is whole: up to the end of the last whole line. */
	readonly whole: string;
};

/** A session, or why there is none to be had: words that go on after its name. */
export type SessionReading = {readonly session: StoredSession} | {readonly problem: Words};

const parse = (line: string): unknown => {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
};

/** Reads a session. What can't be read is left out and counted; without its first line there is nothing to go on with. */
export function readSession(text: string): SessionReading {
	const whole = text.slice(0, text.lastIndexOf('\n') + 1);
	const [first = '', ...rest] = whole.split('\n');
	const head = parse(first);
	const read = headerForm.safeParse(head);
	if (!read.success) return {problem: whyNoHeader(head)};
	const {id, startedAt, tool, given, witnessS, owner: begunBy} = read.data;
	const reader = new EventReader();
	let owner: Owner = begunBy;
	let lastAt = startedAt;
	let isEnded = false;
	let unreadable = 0;
	for (const line of rest) {
		if (line === '') continue;
		const entry = parse(line);
		const at = field(entry, 'at');
		const marked = mark.safeParse(entry);
		if (isTime(at)) lastAt = at;
		isEnded = marked.success && marked.data.is === 'end';
		if (marked.success) {
			if (marked.data.is === 'owner') owner = marked.data.owner;
			continue;
		}

		const happened = field(entry, 'event');
		const one = eventForm.safeParse(happened);
		if (one.success && isTime(at)) reader.take(one.data, at);
		else if (!isOther(happened)) unreadable++;
	}

	const version = clean(tool.version).slice(0, 40);
	const asked = witnessS === undefined ? {} : {witnessS};
	return {
		session: {
			...{id, startedAt, lastAt, version, given, owner, isEnded, unreadable, whole},
			...asked,
			...reader.progress(),
		},
	};
}

const field = (value: unknown, name: string): unknown =>
	typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;

const isTime = (value: unknown): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value));

/** An event that nothing is read from, also one that only a newer program knows. */
const isOther = (event: unknown): boolean => {
	const kind = field(event, 'type');
	return typeof kind === 'string' && !eventTypes.has(kind);
};

function whyNoHeader(head: unknown): Words {
	const schema = field(head, 'schema');
	if (field(head, 'is') !== 'session')
		return {
			en: 'is no session of slb-wizard, or its first line is damaged',
			zh: '不是 slb-wizard 的会话，或首行已损坏',
		};
	if (typeof schema === 'number' && schema > schemaNumber)
		return {
			en: `was written by a newer slb-wizard (its form is number ${schema}, this program reads ${schemaNumber}): update slb-wizard to go on with it`,
			zh: `由更新版本的 slb-wizard 写入（格式编号为 ${schema}，本程序读取 ${schemaNumber}）：请升级 slb-wizard 后再继续`,
		};
	if (typeof schema === 'number' && schema < schemaNumber)
		return {
			en: `was written by an older slb-wizard (its form is number ${schema}), and this one can’t read it any more`,
			zh: `由较旧版本的 slb-wizard 写入（格式编号为 ${schema}），本版本已无法读取`,
		};
	return {en: 'is damaged: its first line can’t be read', zh: '已损坏：首行无法读取'};
}
