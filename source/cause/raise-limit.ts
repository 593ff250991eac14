import type {ChangeStep} from '../engine/change.ts';
import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import {changeSettings} from './change-settings.ts';
import {keepDescriptors} from './keep-descriptors.ts';
import {remedy} from './remedy.ts';
import {oneStep} from './rule-change.ts';

const isNumber = (word: string | undefined): word is string => word !== undefined && /^\d+$/.test(word);

/** Raises the limit of descriptors. Without a process it is the system's own limit that is reached (fs.file-max, proc(5)). */
export const raiseLimit = (values: Values): Remedy => {
	const {pid, limit} = values;
	if (pid === undefined && isNumber(limit))
		return changeSettings({
			summary: {en: "Raise the system's limit.", zh: '调大系统上限。'},
			to: [`fs.file-max=${Number(limit) * 2}`],
			from: [`fs.file-max=${limit}`],
		});
	const {words, keep} = keepDescriptors(values, 65_535);
	return remedy({
		summary: {
			en: `Raise the limit of the running process. ${words.en}`,
			zh: `调大运行中进程的上限。${words.zh}`,
		},
		command: pid === undefined ? undefined : `prlimit --pid ${quoteWord(pid)} --nofile=65535:65535`,
		undo:
			pid === undefined || !isNumber(limit) ? undefined : `prlimit --pid ${quoteWord(pid)} --nofile=${limit}:${limit}`,
		keep,
		risk: 'low',
		change: pid === undefined ? undefined : oneStep(limitStep(quoteWord(pid))),
	});
};

/** prlimit(1), of util-linux 2.21 or later. */
const limitStep = (pid: string): ChangeStep => {
	const set = `prlimit --pid ${pid} --nofile=`;
	const read = (column: string): string => `prlimit --pid ${pid} --nofile --raw --noheadings -o ${column}`;
	return {
		// A higher hard limit stays as it is; one that may not be raised, as in a container, is used up.
		make: `${set}65535: 2>/dev/null || ${set}65535:65535 2>/dev/null || ${set}{hard}:`,
		undo: `${set}{soft}:{hard}`,
		isMade: `[ "$(started ${pid})" = {start} ] && case $(${read('SOFT')}) in {soft}) false;; 65535|{hard}) ;; *) false;; esac`,
		state: read('SOFT,HARD'),
		reads: {soft: read('SOFT'), hard: read('HARD'), start: `started ${pid}`},
	};
};
