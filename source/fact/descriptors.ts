import {command} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import {ladder} from './ladder.ts';

/** The open files of the whole system. */
export type Descriptors = {readonly used: number; readonly limit: number};

/** Reads /proc/sys/fs/file-nr: allocated, allocated and unused (0 since kernel 2.6), limit. */
export const readFileNr = (text: string): Descriptors | undefined => {
	const match = /^(\d+)\s+(\d+)\s+(\d+)\s*$/.exec(text);
	return match ? {used: Number(match[1]) - Number(match[2]), limit: Number(match[3])} : undefined;
};

/** How many files the system has open, and how many it may. */
export const descriptors: Fact<Descriptors> = {
	id: 'descriptors',
	what: {en: "the system's open files", zh: '系统打开的文件'},
	lookUp: ladder({
		what: {en: "the number of the system's open files", zh: '系统打开的文件数'},
		rungs: [{command: command('cat', '/proc/sys/fs/file-nr'), read: readFileNr}],
	}),
};
