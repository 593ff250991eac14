import type {Command, Observation} from '../../engine/command.ts';
import type {ProbeObservation, ProbeShape} from '../../engine/probe.ts';
import {chooseProber, probePrograms} from './choose.ts';

/** Makes a command run in the network namespace of a process (nsenter(1)); everything else stays as it is. */
const inNamespaceOf = (pid: number, {file, args, ...rest}: Command): Command => ({
	...rest,
	file: 'nsenter',
	args: ['-t', `${pid}`, '-n', file, ...args],
	privileged: true,
});

/** Sends a probe from the network namespace of a process, with the programs that are there; undefined when none of them can. */
export const probeInside = async (
	shape: ProbeShape & {readonly namespaceOf: number},
	there: ReadonlySet<string>,
	run: (command: Command) => Promise<Observation>,
): Promise<ProbeObservation | undefined> => {
	const {namespaceOf, ...plain} = shape;
	const chosen = chooseProber(plain, there);
	if (chosen === undefined) return undefined;
	return chosen.read(await run(inNamespaceOf(namespaceOf, chosen.command)));
};

/** Prints which programs for probes are there. */
export const whichProbers: Command = {
	file: 'sh',
	args: ['-c', 'for name; do command -v "$name" >/dev/null && echo "$name"; done; true', 'sh', ...probePrograms],
};
