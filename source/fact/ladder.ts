import {type Command, commandLine, type Failure, type Observation} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import type {Known} from '../engine/known.ts';
import {verbatim, type Words} from '../engine/words.ts';
import {unreadable} from './unreadable.ts';

/** One way to look something up. */
export type Rung<T> = {
	readonly command: Command;
	/** Reads the output; undefined when it isn't what the command prints when it works, and then the next rung is tried. */
	readonly read: (stdout: string, observation: Observation) => T | undefined;
	/** What this way can't show, as a sentence. */
	readonly blindTo?: Words;
};

const failures: Readonly<Record<Failure, Words>> = {
	'not-found': {en: 'not there', zh: '不存在'},
	timeout: {en: 'did not end in time', zh: '超时未结束'},
	unreachable: {en: 'the host could not be reached', zh: '无法连接主机'},
	denied: {en: 'not allowed', zh: '没有权限'},
	'too-much-output': {en: 'printed too much', zh: '输出过多'},
	cancelled: {en: 'cancelled', zh: '已取消'},
	'would-load-module': {en: 'would load a kernel module', zh: '会加载内核模块'},
	'not-recorded': {en: 'was not recorded', zh: '没有记录'},
};

const reasonOf = ({failure, exitCode, stderr}: Observation): Words => {
	const [complaint = ''] = stderr.trim().split('\n');
	// Why it was lost, and then what to do, which is said where it is lost.
	const [why = ''] = complaint.split(/\. |。/);
	if (failure === 'unreachable' && why !== '') return verbatim(why);
	if (failure !== undefined) return failures[failure];
	if (complaint !== '') return verbatim(complaint.slice(0, 160));
	return exitCode === 0
		? {en: 'printed nothing that can be read', zh: '没有输出可读的内容'}
		: {en: `exit ${exitCode}`, zh: `退出码 ${exitCode}`};
};

/** Says why a command showed nothing: "ss: not there". */
export const whyNothing = (observation: Observation): Words => {
	const [line, {en, zh}] = [commandLine(observation.command), reasonOf(observation)];
	return {en: `${line}: ${en}`, zh: `${line}：${zh}`};
};

/**
 * Makes a fact's `lookUp` from several ways to learn the same thing, the best first; the next one is tried only when
 * one fails. Off the ladder's end the fact is unknown, with every way's reason; `wouldTell` is the best way's command.
 */
export const ladder =
	<T>({what, rungs}: {readonly what: Words; readonly rungs: readonly Rung<T>[]}) =>
	async (look: Look): Promise<Known<T>> => {
		const failed: Observation[] = [];
		for (const {command, read, blindTo} of rungs) {
			// A tool that hangs once hangs again.
			if (failed.some(({failure, command: {file}}) => failure === 'timeout' && file === command.file)) continue;
			const observation = await look.run(command);
			const value = observation.failure === undefined ? read(observation.stdout, observation) : undefined;
			if (value !== undefined) {
				return {known: true, value, from: [observation], ...(blindTo !== undefined && {blindTo})};
			}

			failed.push(observation);
			if (observation.failure === 'cancelled' || observation.failure === 'unreachable') break;
		}

		return {
			known: false,
			why: unreadable(what, ...failed.map(whyNothing)),
			from: failed,
			...(rungs[0] && {wouldTell: rungs[0].command}),
		};
	};
