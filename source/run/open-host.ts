import type {Command} from '../engine/command.ts';
import {readDestination} from '../engine/destination.ts';
import type {Host} from '../engine/host.ts';
import {recordingPath} from '../engine/recording-path.ts';
import type {Settings} from '../engine/settings.ts';
import type {Platform} from '../engine/target.ts';
import type {Words} from '../engine/words.ts';
import {localHost} from '../host/local.ts';
import type {Greeted} from '../host/shell/greeted.ts';
import type {Elevatable} from '../host/shell/rights.ts';
import type {SshHost} from '../host/ssh/host.ts';
import type {Problem} from '../host/ssh/problem.ts';
import {platform} from './platform.ts';

/** A host to look at and what runs on it, or why it can't be looked at: a sentence. */
export type OpenedHost =
	| {readonly host: Host; readonly platform: Platform; readonly recorded?: Recorded}
	/** `isBadUsage`: not the host is to blame, but what was asked for. */
	| {readonly unreached: Words; readonly isBadUsage?: true};

/** What a host that is a recording says of the run that was recorded. */
export type Recorded = {
	/** What was said of the target; what is said now goes before it. */
	readonly settings: Settings & {readonly host: string};
	readonly witnessS?: number;
	/** What it is a recording of: sentences. */
	readonly note: Words;
};

/** What a person can do about the way to a host; without one, nothing is asked. */
export type Helper = {
	/** ssh wants to ask something itself. Says whether it may be tried again. */
	readonly mayAsk: (host: SshHost, problem: Problem) => Promise<boolean>;
	readonly opened: (host: Elevatable, greeted: Greeted) => Promise<void>;
};

/** How to open a host. */
export type Opening = {
	/** Says which commands will be run for sure: a host that is far away is sent them with the first words. */
	readonly ahead: () => Promise<readonly Command[]>;
	readonly helper?: Helper;
	/** Ends the connecting; then the host is unreached. */
	readonly signal?: AbortSignal;
};

/** Opens the host that was named: this one, another one over ssh, or a recording. Only what is needed for it is loaded. */
export const openHost = async (where = 'local', {ahead, helper, signal}: Opening): Promise<OpenedHost> => {
	if (where === 'local') return {host: await openLocal(helper), platform};
	if (recordingPath(where) !== undefined) return (await import('./replay.ts')).openReplay(where);
	const destination = readDestination(where);
	if (destination === undefined)
		return {unreached: {en: `${where} is no destination of ssh`, zh: `${where} 不是 ssh 的目标地址`}};
	const [{SshHost}, {tools}, commands] = await Promise.all([
		import('../host/ssh/host.ts'),
		import('../fact/tools.ts'),
		ahead(),
	]);
	const host = new SshHost(where, destination, {tools, ahead: commands});
	const stop = (): void => void host.close();
	signal?.addEventListener('abort', stop);
	if (signal?.aborted === true) stop();
	let reached = await host.reach();
	if ('problem' in reached && helper !== undefined && reached.problem.asks !== undefined) {
		if (await helper.mayAsk(host, reached.problem)) reached = await host.reach();
	}

	signal?.removeEventListener('abort', stop);

	if ('problem' in reached) {
		await host.close();
		return {unreached: reached.problem.why};
	}

	const {greeted} = reached;
	if (greeted.system !== 'Linux') {
		await host.close();
		return {
			unreached: {
				en: `${where} runs ${greeted.system}: over ssh, only hosts with Linux can be looked at yet`,
				zh: `${where} 运行的是 ${greeted.system}：目前通过 ssh 只能检查 Linux 主机`,
			},
		};
	}

	await helper?.opened(host, greeted);
	return {host, platform: 'linux'};
};

/** Root sees all here, and on Windows nobody is asked. */
async function openLocal(helper: Helper | undefined): Promise<Host> {
	if (process.platform !== 'linux' || process.getuid?.() === 0) return localHost();
	const {LocalHost} = await import('../host/local-root.ts');
	const host = new LocalHost();
	const greeted = await host.open();
	if (greeted !== undefined) await helper?.opened(host, greeted);
	return host;
}
