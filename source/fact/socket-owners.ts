import {command, type Observation, privileged} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import type {Listener} from './listeners.ts';

/** Who holds sockets, by their numbers; nobody where that can't be seen. */
export type Owners = {
	readonly of: (inode: string) => Listener['processes'];
	readonly from: readonly Observation[];
};

/** Lists all descriptors, and keeps the lines that matter: a busy host has many of them. */
const script = 'ls -l /proc/[0-9]*/fd 2>/dev/null | grep -F -e /fd: "$@"';

/** Reads that list: each folder's name, then links to `socket:[15636]`. */
export const readOwners = (text: string): ReadonlyMap<string, readonly number[]> => {
	const pids = new Map<string, number[]>();
	let pid: number | undefined;
	for (const line of text.split('\n')) {
		const folder = /^\/proc\/(\d+)\/fd:$/.exec(line)?.[1];
		if (folder !== undefined) pid = Number(folder);
		const inode = / -> socket:\[(\d+)\]$/.exec(line)?.[1];
		if (inode === undefined || pid === undefined) continue;
		const held = pids.get(inode) ?? [];
		if (!held.includes(pid)) pids.set(inode, [...held, pid]);
	}

	return pids;
};

/** Looks for the processes that hold these sockets, without any tool that knows of sockets. */
export const lookAtOwners = async (look: Look, inodes: readonly string[]): Promise<Owners> => {
	const wanted = [...new Set(inodes)].filter(inode => /^[1-9]\d*$/.test(inode));
	if (wanted.length === 0) return {of: () => [], from: []};
	const words = wanted.flatMap(inode => ['-e', `socket:[${inode}]`]);
	const links = await look.run(privileged('sh', '-c', script, 'sh', ...words));
	const pids = readOwners(links.stdout);
	const all = [...new Set([...pids.values()].flat())];
	if (all.length === 0) return {of: () => [], from: [links]};
	const status = await look.run(command('grep', '-sH', '^Name:', ...all.map(pid => `/proc/${pid}/status`)));
	const names = new Map(
		[...status.stdout.matchAll(/^\/proc\/(\d+)\/status:Name:\s*(.*)$/gm)].map(([, pid, name = '']) => [
			Number(pid),
			name.trim(),
		]),
	);
	return {
		of: inode => (pids.get(inode) ?? []).map(pid => ({pid, name: names.get(pid) ?? ''})),
		from: [links, status],
	};
};
