import {command, succeeded} from '../../engine/command.ts';
import type {Look} from '../../engine/fact.ts';
import type {Passage} from '../../packet/passage.ts';
import {addresses} from '../addresses.ts';
import {connections} from '../connections.ts';
import {neighbours, readNeighbours} from '../neighbours.ts';
import {routing} from '../routing.ts';
import {freeAddresses} from './free-address.ts';

/** An address of the part that nobody has, as far as the host knows; one on the host's own link is asked for first. */
export const freeSource = async (look: Look, passage: Passage): Promise<string | undefined> => {
	const [held, routes, near, peers] = await Promise.all([
		look.know(addresses),
		look.know(routing),
		look.know(neighbours),
		look.know(connections),
	]);
	if (!held.known || !routes.known) return undefined;
	const candidates = freeAddresses(passage.sources, look.target.sources, {
		routing: routes.value.routing,
		addresses: [
			...held.value.map(({address}) => address),
			...(near.known ? Object.keys(near.value) : []),
			...(peers.known ? peers.value.map(({peer}) => peer.address) : []),
		],
	});
	for (const candidate of candidates) {
		const way = await look.run(command('ip', '-4', 'route', 'get', candidate));
		// Behind a gateway nobody can be asked; no route at all means that nobody is reached there.
		if (!succeeded(way) || / via /.test(way.stdout)) return candidate;
		await look.run({...command('ping', '-c', '1', '-W', '1', candidate), timeoutMs: 3000});
		const asked = await look.runAgain(command('ip', '-4', 'neigh', 'show', candidate));
		const state = succeeded(asked) ? readNeighbours(asked.stdout)[candidate] : 'unread';
		if (state === 'FAILED' || state === 'INCOMPLETE') return candidate;
	}
	return undefined;
};
