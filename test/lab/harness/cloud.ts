import {chmodSync, existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Lab} from './lab.ts';
import {startServer} from './servers.ts';

/** How the metadata service of a server is set: in the normal mode, in the hardened one, or as before there were tokens. */
export type MetadataMode = 'normal' | 'hardened' | 'old';

/** Starts a stand-in for the metadata service behind the gateway. Returns what it was asked for, with its answer's status. */
export const startMetadata = async (lab: Lab, mode: MetadataMode): Promise<() => readonly string[]> => {
	const log = join(lab.directory, 'metadata.log');
	await lab.balancer.sh('ip address add 100.100.100.200/32 dev eth0');
	await startServer(lab, lab.balancer, 'metadata.mjs', mode, log);
	return () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);
};

/** Words to put before a program: to it the machine's maker is another one. The interfaces stay what they are. */
export const madeBy = (lab: Lab, maker: string): readonly string[] => {
	lab.write('interfaces/.keep', '');
	const script = lab.write(
		'made-by.sh',
		`#!/bin/sh
exec unshare -m sh -ec '
mount --make-rprivate /
mount --bind /sys/class/net ${lab.directory}/interfaces
mount -t tmpfs slbw /sys/class
mkdir -p /sys/class/net /sys/class/dmi/id
mount --bind ${lab.directory}/interfaces /sys/class/net
echo "${maker}" >/sys/class/dmi/id/sys_vendor
exec "$@"' sh "$@"
`,
	);
	chmodSync(script, 0o755);
	return [script];
};

/** The maker's name on a server of ECS. */
export const alibaba = 'Alibaba Cloud';
