import {command, succeeded} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';

/** The state of the kernel's entry for a neighbour (ip-neighbour(8)): `REACHABLE`, `STALE`, `FAILED`, … by address. */
export type Neighbours = Readonly<Record<string, string>>;

/** Reads `ip -4 neigh show`. */
export const readNeighbours = (text: string): Neighbours =>
	Object.fromEntries(
		text.split('\n').flatMap(line => {
			const match = /^(\S+) dev \S+.* ([A-Z]+)\s*$/.exec(line.trim());
			return match === null ? [] : [[match[1] ?? '', match[2] ?? '']];
		}),
	);

/** The neighbours that the kernel knows of on its links. */
export const neighbours: Fact<Neighbours> = {
	id: 'neighbours',
	what: 'the neighbours on the link',
	lookUp: async ({run}) => {
		const observation = await run(command('ip', '-4', 'neigh', 'show'));
		return succeeded(observation)
			? {known: true, value: readNeighbours(observation.stdout), from: [observation]}
			: {known: false, why: 'the neighbours can’t be read (ip neigh)', from: [observation]};
	},
};
