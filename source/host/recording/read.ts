import {clean} from '../../engine/clean.ts';
import type {Target} from '../../engine/target.ts';
import type {Words} from '../../engine/words.ts';
import {type Entry, entry, type Happening, type Header, header, schemaNumber} from './format.ts';
import {clockKey, commandKey, probeKey, waitKey} from './keys.ts';

/** What happened, and its place in the order of the ends. */
export type Recorded = {readonly happening: Happening; readonly place: number};

/** A recording that was read. */
export type Recording = {
	readonly header: Header;
	/** What was judged; absent when the run ended before that was known. */
	readonly target?: Target;
	readonly witnessS?: number;
	/** What happened, by what was asked for and by round. */
	readonly happenings: ReadonlyMap<string, ReadonlyMap<number, readonly Recorded[]>>;
	/** Whether the run was cut off before its end. */
	readonly isCut: boolean;
};

/** A recording, or why there is none to be had: words that go on after its name. */
export type Reading = {readonly recording: Recording} | {readonly problem: Words};

const keyOf = (happening: Happening): string => {
	switch (happening.is) {
		case 'command':
			return commandKey(happening.observation.command);
		case 'probe':
			return probeKey(happening.observation.shape, happening.seat);
		case 'clock':
			return clockKey;
		case 'wait':
			return waitKey(happening.milliseconds);
	}
};

const parse = (line: string): unknown => {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
};

/** Reads a recording. A last line that was torn is left out; any other one that can't be read makes it unusable. */
export function readRecording(text: string): Reading {
	const [first = '', ...rest] = text.split('\n');
	const head = parse(first);
	const read = header.safeParse(head);
	if (!read.success) return {problem: whyNoHeader(head)};
	const happenings = new Map<string, Map<number, Recorded[]>>();
	let aim: Extract<Entry, {is: 'target'}> | undefined;
	let isCut = true;
	for (const [index, line] of rest.entries()) {
		if (line === '') continue;
		const one = entry.safeParse(parse(line));
		if (!one.success) {
			if (rest.slice(index + 1).every(other => other === '')) break;
			return {
				problem: {
					en: `is damaged: line ${index + 2} can’t be read`,
					zh: `已损坏：无法读取第 ${index + 2} 行`,
				},
			};
		}

		const {data} = one;
		if (data.is === 'target') aim = data;
		else if (data.is === 'end') isCut = false;
		else {
			const key = keyOf(data);
			const rounds = happenings.get(key) ?? new Map<number, Recorded[]>();
			happenings.set(key, rounds);
			rounds.set(data.round, [...(rounds.get(data.round) ?? []), {happening: data, place: index}]);
		}
	}

	return {
		recording: {
			header: read.data,
			happenings,
			isCut,
			...(aim === undefined ? {} : {target: aim.target}),
			...(aim?.witnessS === undefined ? {} : {witnessS: aim.witnessS}),
		},
	};
}

function whyNoHeader(head: unknown): Words {
	if (typeof head !== 'object' || head === null || !('is' in head) || head.is !== 'recording')
		return {en: 'is no recording of slb-wizard', zh: '不是 slb-wizard 的录制'};
	if ('schema' in head && typeof head.schema === 'number' && head.schema > schemaNumber) {
		const tool = 'tool' in head && typeof head.tool === 'object' && head.tool !== null ? head.tool : {};
		const by = 'version' in tool && typeof tool.version === 'string' ? ` ${clean(tool.version).slice(0, 40)}` : '';
		const {schema} = head;
		return {
			en: `was made by a newer slb-wizard${by} (its form is number ${schema}, this program reads ${schemaNumber}): update slb-wizard to judge it`,
			zh: `由更新的 slb-wizard${by} 生成（格式版本 ${schema}，本程序支持 ${schemaNumber}）：请更新 slb-wizard 后再判断`,
		};
	}

	return {en: 'is damaged: its first line can’t be read', zh: '已损坏：无法读取第一行'};
}
