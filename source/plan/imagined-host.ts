import {type Command, commandLine, type Observation} from '../engine/command.ts';
import {equivalentCommand, equivalentExitCode} from '../engine/equivalent.ts';
import type {Host} from '../engine/host.ts';
import type {ProbeReply, ProbeShape} from '../engine/probe.ts';
import {Timeline} from '../host/replay/timeline.ts';

/** A host that is only imagined: what its programs would print, and what would become of a probe. */
export type Imagined = {
	/** By the beginning of a command line or by a pattern of it; the first that fits counts. What is in none isn't there. */
	readonly prints: ReadonlyArray<readonly [string | RegExp, string]>;
	/** `nth`: how many probes there were before. */
	readonly answers: (shape: ProbeShape, nth: number) => ProbeReply;
	/** Whether each command costs a trip, so that series of them are sent at once. */
	readonly isFar: boolean;
	/** Whether the host itself refuses commands that would load a kernel module. */
	readonly mindsModules: boolean;
};

/** One thing that was asked of the imagined host. */
export type Heard =
	| {readonly is: 'command'; readonly command: Command}
	| {readonly is: 'probe'; readonly shape: ProbeShape; readonly from: 'host' | 'here'};

/** Makes a host of it. Nothing runs and nothing waits: `hear` is told what would be done, and time is imagined too. */
export const imaginedHost = (
	{prints, answers, isFar, mindsModules}: Imagined,
	{where, hear}: {readonly where: string; readonly hear: (heard: Heard) => void},
): Host => {
	const clock = new Timeline(new Date(0));
	let place = 0;
	let probes = 0;
	const pass = async (milliseconds: number, signal?: AbortSignal): Promise<void> => {
		place++;
		await clock.until({atMs: clock.now() + milliseconds, place, ...(signal === undefined ? {} : {signal})});
	};
	const run: Host['run'] = async (command, signal) => {
		hear({is: 'command', command});
		await pass(1, signal);
		return observe(command, prints);
	};
	const probeFrom =
		(from: 'host' | 'here'): Host['probe'] =>
		async (shape, signal) => {
			hear({is: 'probe', shape, from});
			const reply = answers(shape, probes);
			probes++;
			await pass(reply.totalMs, signal);
			const stopped: ProbeReply = {outcome: 'cancelled', totalMs: 0};
			const became = signal?.aborted === true ? stopped : reply;
			const exitCode = equivalentExitCode(shape, became);
			return {
				command: equivalentCommand(shape),
				...{stdout: '', stderr: '', durationMs: became.totalMs, shape, reply: became},
				...(exitCode === undefined ? {} : {exitCode}),
			};
		};
	return {
		where,
		run,
		probe: probeFrom('host'),
		clock,
		...(mindsModules ? {mindsModules} : {}),
		...(isFar
			? {
					here: {addresses: [], probe: probeFrom('here')},
					runInTurn: (commands, signal) => commands.map(async command => run(command, signal)),
				}
			: {}),
	};
};

const observe = (command: Command, prints: Imagined['prints']): Observation => {
	const line = commandLine(command);
	const found = prints.find(([what]) => (typeof what === 'string' ? line.startsWith(what) : what.test(line)));
	return found === undefined
		? {command, stdout: '', stderr: '', durationMs: 1, failure: 'not-found'}
		: {command, stdout: found[1], stderr: '', durationMs: 1, exitCode: 0};
};
