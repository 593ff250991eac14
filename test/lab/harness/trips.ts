import {Command} from 'commander';
import {addTargetOptions, readSettings} from '../../../source/command-line/target-options.ts';
import {readDestination} from '../../../source/engine/destination.ts';
import type {Detected} from '../../../source/engine/detected.ts';
import type {Conclusion} from '../../../source/engine/event.ts';
import type {Host} from '../../../source/engine/host.ts';
import {Interrupt} from '../../../source/engine/interrupt.ts';
import {run} from '../../../source/engine/run-walk.ts';
import {completeTarget, type Settings} from '../../../source/engine/settings.ts';
import {walk} from '../../../source/engine/walk.ts';
import {tools} from '../../../source/fact/tools.ts';
import {SshHost} from '../../../source/host/ssh/host.ts';
import {aheadOfSuggestions, aheadOfWalk} from '../../../source/run/ahead.ts';
import {suggest} from '../../../source/run/detect.ts';
import {walkOptions} from '../../../source/run/walk-options.ts';
import type {Check} from '../scenario.ts';
import {programArguments} from './program.ts';
import type {SshWay} from './ssh.ts';

/** Something that was asked of the host, and when (milliseconds). */
type Trip = {readonly what: string; readonly from: number; readonly to: number};

/** Walks the whole guide over ssh, and tells what it asked for that took as long as the line does there and back. */
export async function walkAndCount(
	way: SshWay,
	{check, lineMs}: {readonly check: Check; readonly lineMs: number},
): Promise<{readonly chain: readonly string[]; readonly conclusion: Conclusion; readonly connectMs: number}> {
	process.env.PATH = way.path;
	const destination = readDestination(way.host);
	if (destination === undefined) throw new Error(`${way.host} is no destination`);
	const settings = settingsOf(way, check);
	const host = new SshHost(way.host, destination, {tools, ahead: await aheadOfWalk(settings)});
	const began = performance.now();
	const reached = await host.reach();
	if ('problem' in reached) throw new Error(reached.problem.why.en);
	const connectMs = performance.now() - began;
	const trips: Trip[] = [];
	const complete = completeTarget(settings, 'linux');
	if (!('target' in complete)) throw new Error(`${complete.missing.join()} missing`);
	const face = {show: () => {}, ask: () => Promise.reject(new Error('nothing is asked')), close: async () => {}};
	const options = walkOptions({
		target: complete.target,
		host: counted(host, trips),
		pace: 'all',
		interrupt: new Interrupt(),
	});
	try {
		const conclusion = await run(walk(options), face);
		return {chain: chainOf(trips, lineMs), conclusion, connectMs};
	} finally {
		await host.close();
	}
}

/** Finds what the wizard suggests over ssh, and tells what it asked for that took as long as the line does there and back. */
export async function suggestAndCount(
	way: SshWay,
	lineMs: number,
): Promise<{readonly chain: readonly string[]; readonly detected: Detected}> {
	process.env.PATH = way.path;
	const destination = readDestination(way.host);
	if (destination === undefined) throw new Error(`${way.host} is no destination`);
	const host = new SshHost(way.host, destination, {tools, ahead: await aheadOfSuggestions()});
	const reached = await host.reach();
	if ('problem' in reached) throw new Error(reached.problem.why.en);
	const trips: Trip[] = [];
	try {
		const detected = await suggest(counted(host, trips), 'linux', new AbortController().signal);
		return {chain: chainOf(trips, lineMs), detected};
	} finally {
		await host.close();
	}
}

const chainOf = (trips: readonly Trip[], lineMs: number): readonly string[] =>
	longestChain(trips.filter(({from, to}) => to - from >= 0.8 * lineMs));

/** What the program's own command line says of the check. */
const settingsOf = (way: SshWay, check: Check): Settings => {
	const line = addTargetOptions(new Command().option('--witness <s>')).parse(programArguments(check), {from: 'user'});
	return {...readSettings(line.opts()), host: way.host};
};

function counted(host: SshHost, trips: Trip[]): Host {
	const timed = async <T>(what: string, answer: Promise<T>): Promise<T> => {
		const from = performance.now();
		const value = await answer;
		trips.push({what, from, to: performance.now()});
		return value;
	};
	// Not from here: the machine of the test is no place to send probes from.
	return {
		where: host.where,
		mindsModules: host.mindsModules,
		run: (command, signal) => timed([command.file, ...command.args].join(' '), host.run(command, signal)),
		probe: (shape, signal) => timed(`probe ${shape.method} ${shape.path}`, host.probe(shape, signal)),
		runInTurn: (commands, signal) =>
			host.runInTurn(commands, signal).map(answer => timed(`${commands.length} commands`, answer)),
		probeInTurn: (shape, times, signal) =>
			host.probeInTurn(shape, times, signal).map(answer => timed(`${times} probes`, answer)),
	};
}

/** The longest row of trips of which each began after the one before had ended. */
function longestChain(trips: readonly Trip[]): readonly string[] {
	const chain: string[] = [];
	let free = Number.NEGATIVE_INFINITY;
	for (const {what, from, to} of trips.toSorted((one, other) => one.to - other.to)) {
		if (from < free) continue;
		chain.push(what);
		free = to;
	}

	return chain;
}
