import {command, succeeded} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import type {ProbeShape} from '../engine/probe.ts';
import {readEndpoint} from './connections.ts';
import {readProcNet} from './proc-net.ts';
import {ss} from './ss.ts';

/**
 * Whether the service has read the requests that this program sent:
 * - `yes`, `no`: nothing of them waits at the service's end, or something does
 * - `no-connection`: none of them has come so far
 * - `unseen`: the sockets can't be listed
 */
export type RequestRead = 'yes' | 'no' | 'no-connection' | 'unseen';

/** Looks at the service's ends of our own connections. */
export const lookAtUnread = async (look: Look, {address, port, from = address}: ProbeShape): Promise<RequestRead> => {
	const listed = await look.runAgain(
		ss(['tcp_diag'], '-H', '-t', '-n', 'state', 'established', 'src', address, 'sport', '=', `:${port}`),
	);
	const all = succeeded(listed) ? readSsQueues(listed.stdout) : await queuesOfProc(look);
	if (all === undefined) return 'unseen';
	// Probes of this host to itself come from the address that they go to, unless it is said otherwise.
	const ours = all.filter(({local, peer}) => local.port === port && peer.address === from);
	if (ours.length === 0) return 'no-connection';
	return ours.every(({unread}) => unread === 0) ? 'yes' : 'no';
};

const readSsQueues = (text: string) =>
	text.split('\n').flatMap(line => {
		const [received, , ...names] = line.trim().split(/\s+/);
		const [local, peer] = [readEndpoint(names[0]), readEndpoint(names[1])];
		return local && peer ? [{local, peer, unread: Number(received)}] : [];
	});

const established = '01';

const queuesOfProc = async (look: Look) => {
	const {stdout} = await look.runAgain(command('cat', '/proc/net/tcp', '/proc/net/tcp6'));
	return readProcNet(stdout)?.filter(({state}) => state === established);
};
