import {command, succeeded} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import {ladder} from './ladder.ts';

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

const complete = 0x2;
const permanent = 0x4;

/** Reads /proc/net/arp: its flags (if_arp.h) tell less than the state; undefined when it isn't that. */
export const readArp = (text: string): Neighbours | undefined => {
	if (!text.startsWith('IP address')) return undefined;
	return Object.fromEntries(
		text.split('\n').flatMap(line => {
			const match = /^(\d+\.\d+\.\d+\.\d+)\s+0x[\da-f]+\s+0x([\da-f]+)\s/.exec(line);
			if (match === null) return [];
			const flags = Number.parseInt(match[2] ?? '0', 16);
			const state = flags & permanent ? 'PERMANENT' : flags & complete ? 'STALE' : 'INCOMPLETE';
			return [[match[1] ?? '', state]];
		}),
	);
};

/** The neighbours that the kernel knows of on its links. */
export const neighbours: Fact<Neighbours> = {
	id: 'neighbours',
	what: {en: 'the neighbours on the link', zh: '链路上的邻居'},
	lookUp: ladder<Neighbours>({
		what: {en: 'The list of neighbours', zh: '邻居表'},
		rungs: [
			{
				command: command('ip', '-4', 'neigh', 'show'),
				read: (stdout, observation) => (succeeded(observation) ? readNeighbours(stdout) : undefined),
			},
			{command: command('cat', '/proc/net/arp'), read: readArp},
		],
	}),
};
