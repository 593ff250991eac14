import {command, succeeded} from '../engine/command.ts';
import {verbatim, type Words} from '../engine/words.ts';
import {localHost} from '../host/local.ts';
import type {Random} from './random.ts';
import type {Room} from './room.ts';

/** The practice backend's address; the load balancer's side is its gateway. */
export const backend = '10.11.192.1';
const gateway = '10.11.192.253';

/** Two nodes of the load balancer, one in each half of 100.64.0.0/10. */
export const sourcesFrom = (random: Random): readonly string[] => {
	const within = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
	return [
		`100.${within(64, 95)}.${within(1, 250)}.${within(1, 250)}`,
		// 100.100.0.0/16 has the cloud's own services.
		`100.${within(101, 127)}.${within(1, 250)}.${within(1, 250)}`,
	];
};

const notLaid: Words = {en: 'ip link add failed', zh: 'ip link add 失败'};

/** Lays the wires and gives the addresses; what failed, or undefined. */
export const layOut = async ({
	here,
	balancer,
	elsewhere,
	sources,
}: {
	readonly here: Room;
	readonly balancer: Room;
	readonly elsewhere: Room;
	readonly sources: readonly string[];
}): Promise<Words | undefined> => {
	for (const [name, far] of [
		['eth0', balancer],
		['eth1', elsewhere],
	] as const) {
		// Made where it belongs: this machine's own network never has it.
		const wire = command(
			'ip',
			...['link', 'add', name, 'netns', `${here.pid}`, 'type', 'veth'],
			...['peer', 'name', 'eth0', 'netns', `${far.pid}`],
		);
		const laid = await localHost().run(wire);
		if (!succeeded(laid)) return laid.stderr.trim() === '' ? notLaid : verbatim(laid.stderr.trim());
	}

	const settled = await Promise.all([
		here.run([
			// What a new network takes over from this machine must not decide.
			'for file in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 0 >"$file"; done',
			`ip address add ${backend}/24 dev eth0`,
			'ip address add 10.22.0.1/24 dev eth1',
			'ip link set eth0 up',
			'ip link set eth1 up',
			`ip route add default via ${gateway} dev eth0`,
		]),
		balancer.run([
			'for file in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 0 >"$file"; done',
			`ip address add ${gateway}/24 dev eth0`,
			...sources.map(source => `ip address add ${source}/32 dev eth0`),
			'ip link set eth0 up',
		]),
		elsewhere.run(['ip address add 10.22.0.253/24 dev eth0', 'ip link set eth0 up']),
	]);
	return settled.find(why => why !== undefined);
};
