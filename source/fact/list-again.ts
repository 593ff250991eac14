import {type Command, type Observation, succeeded} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import type {Seen} from '../engine/known.ts';
import {type Listener, readNetstat, readSs, readWhen} from './listeners.ts';
import {readProcSockets} from './proc-listeners.ts';

/** Lists the sockets again in the way that worked before; undefined where that way can't be taken again. */
export const listAgain = async (
	look: Look,
	sockets: Seen<readonly Listener[]>,
): Promise<readonly Listener[] | undefined> => {
	const way = wayOf(sockets);
	return way?.read(await look.runAgain(way.command));
};

/** Lists them several times; ends where that can't be done any more. */
export async function* listRepeatedly(
	look: Look,
	sockets: Seen<readonly Listener[]>,
	often: {readonly times: number; readonly pauseMs: number},
): AsyncGenerator<readonly Listener[]> {
	const way = wayOf(sockets);
	if (way === undefined) return;
	for await (const observation of look.sample(way.command, often)) {
		const all = way.read(observation);
		if (all === undefined) return;
		yield all;
	}
}

type Way = {
	readonly command: Command;
	readonly read: (observation: Observation) => readonly Listener[] | undefined;
};

function wayOf({from, value}: Seen<readonly Listener[]>): Way | undefined {
	const command = from.map(each => each.command).findLast(({file}) => readers.has(file));
	const read = readers.get(command?.file ?? '');
	if (command === undefined || read === undefined) return undefined;
	// Who holds a socket is looked for once: while its number is the same, they are.
	const holders = new Map(value.map(({inode = '', processes}) => [inode, processes]));
	return {
		command,
		read: observation =>
			read(observation)?.map(one =>
				one.inode === undefined ? one : {...one, processes: holders.get(one.inode) ?? one.processes},
			),
	};
}

const readers: ReadonlyMap<string, Way['read']> = new Map([
	['ss', readAgain(readSs)],
	['netstat', readAgain(readNetstat)],
	// cat complains of a file that isn't there, and prints the others.
	['cat', ({stdout}: Observation) => readProcSockets(stdout)],
]);

function readAgain(read: (text: string) => readonly Listener[]): Way['read'] {
	return observation => (succeeded(observation) ? readWhen(read)(observation.stdout, observation) : undefined);
}
