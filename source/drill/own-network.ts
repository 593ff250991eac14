import {healthPath, unservedName} from '../demo/behaviour.ts';
import {command, succeeded} from '../engine/command.ts';
import {completeTarget} from '../engine/settings.ts';
import type {Target} from '../engine/target.ts';
import {localHost} from '../host/local.ts';
import type {DrillFault} from './fault.ts';
import type {Ground, OwnProgram} from './ground.ts';
import {lookAt} from './look.ts';
import {type BalancerReport, balancerReport, type ServiceOrder} from './orders.ts';
import type {Random} from './random.ts';
import {openRoom, type Room} from './room.ts';

const backend = '10.11.192.1';
const gateway = '10.11.192.253';
const settingsFile = '/run/shop.conf';

/** Why this machine can't have a practice backend with a network of its own, as a sentence; undefined where it can. */
export const lacksOwnNetwork = async (): Promise<string | undefined> => {
	if (process.platform !== 'linux') return 'a network of its own needs Linux';
	if (process.getuid?.() !== 0) return 'a network of its own needs root';
	const lacking = await missing(['ip', 'unshare', 'nsenter', 'mount']);
	return lacking.length === 0 ? undefined : `a network of its own needs ${lacking.join(', ')}`;
};

/** Which of these programs are not on this machine. */
const missing = async (tools: readonly string[]): Promise<readonly string[]> => {
	const script = 'for name; do command -v "$name" >/dev/null || echo "$name"; done';
	const {stdout} = await localHost().run(command('sh', '-c', script, 'sh', ...tools));
	return stdout.split('\n').filter(Boolean);
};

type Wanted = {readonly program: OwnProgram; readonly random: Random; readonly port?: number | undefined};

/**
 * A practice backend with a network of its own, the load balancer with its addresses at the other end of a wire, and a
 * second network that leads nowhere. A sentence where that can't be.
 */
export const openOwnNetwork = async (
	fault: DrillFault,
	{program, random, port = 80}: Wanted,
): Promise<Ground | {readonly why: string}> => {
	const lacking = await missing(fault.own?.tools ?? []);
	if (lacking.length > 0) return {why: `this fault needs ${lacking.join(', ')}`};
	const rooms: Room[] = [];
	let closed: Promise<unknown> | undefined;
	const end = new AbortController();
	const close = async (): Promise<void> => {
		end.abort();
		closed ??= Promise.all(rooms.map(room => room.close()));
		await closed;
	};
	const failed = async (why: string): Promise<{readonly why: string}> => {
		await close();
		return {why};
	};

	for (const name of ['backend', 'balancer', 'elsewhere']) {
		const room = await openRoom(name);
		if ('why' in room) return failed(room.why);
		rooms.push(room);
	}

	const [here, balancer, elsewhere] = rooms;
	if (here === undefined || balancer === undefined || elsewhere === undefined) return failed('a room is missing');
	const target = targetOf(fault, port);
	const sources = sourcesFrom(random);
	const laid = await layOut({here, balancer, elsewhere, sources});
	if (laid !== undefined) return failed(laid);
	const words = (text: string): string => text.replaceAll('{port}', `${port}`).replaceAll('{backend}', backend);
	const listen = words(fault.own?.listen ?? placeOf(fault));
	const order: ServiceOrder = {
		behaviour: fault.behaviour,
		settings: settingsFile,
		served: [backend],
		...(fault.own?.stuck === undefined ? {} : {stuck: fault.own.stuck}),
	};
	const line = listen === 'nowhere' ? '# listen 0.0.0.0:80' : `listen ${listen}`;
	const written = await here.run([`echo '${line}' >${settingsFile}`]);
	if (written !== undefined) return failed(written);
	await new Promise<void>(resolve => {
		if (listen === 'nowhere') return resolve();
		here.start([...program, 'drill', '--part', 'service'], JSON.stringify(order), said => {
			if (said === 'listening') resolve();
		});
		setTimeout(resolve, serviceMs).unref();
	});
	const broken = await here.run((fault.own?.script ?? []).map(words));
	if (broken !== undefined) return failed(broken);
	const enter = {file: 'nsenter', args: ['-t', `${here.pid}`, '-n', '-m', '-u', '-p']};
	return {
		fault,
		target,
		own: {enter, settingsFile},
		check: tell => {
			const checks = JSON.stringify({target, sources});
			balancer.start([...program, 'drill', '--part', 'balancer'], checks, said => {
				const report = readReport(said);
				if (report !== undefined && !end.signal.aborted) tell(report);
			});
		},
		look: () => lookAt(target, {before: [enter.file, ...enter.args], program, signal: end.signal}),
		close,
	};
};

/** How long the service may take until it listens, in milliseconds. */
const serviceMs = 15_000;

const placeOf = ({behaviour}: DrillFault): string =>
	behaviour === 'loopback-only' ? '127.0.0.1:{port}' : '0.0.0.0:{port}';

const targetOf = ({id, behaviour, own}: DrillFault, port: number): Target => {
	const complete = completeTarget(
		{
			...{product: 'clb', protocol: 'http', backend, port, path: healthPath, timeoutS: 2, intervalS: 2},
			...(behaviour === 'wrong-host' ? {domain: unservedName} : {}),
			...(behaviour === 'wrong-port' ? {checkPort: port === 8888 ? 8889 : 8888} : {}),
			...own?.check,
		},
		'linux',
	);
	if (!('target' in complete)) throw new Error(`the drill ${id} lacks ${complete.missing.join(', ')}`);
	return complete.target;
};

/** Two nodes of the load balancer, one in each half of 100.64.0.0/10. */
const sourcesFrom = (random: Random): readonly string[] => {
	const within = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
	return [
		`100.${within(64, 95)}.${within(1, 250)}.${within(1, 250)}`,
		// 100.100.0.0/16 has the cloud's own services.
		`100.${within(101, 127)}.${within(1, 250)}.${within(1, 250)}`,
	];
};

/** Lays the wires and gives the addresses; what failed, or undefined. */
const layOut = async ({
	here,
	balancer,
	elsewhere,
	sources,
}: {
	readonly here: Room;
	readonly balancer: Room;
	readonly elsewhere: Room;
	readonly sources: readonly string[];
}): Promise<string | undefined> => {
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
		if (!succeeded(laid)) return laid.stderr.trim() || 'ip link add failed';
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

const readReport = (line: string): BalancerReport | undefined => {
	if (!line.startsWith('{')) return undefined;
	try {
		return balancerReport.parse(JSON.parse(line));
	} catch {
		return undefined;
	}
};
