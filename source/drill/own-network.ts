import {healthPath, unservedName} from '../demo/behaviour.ts';
import {cleanLine} from '../engine/clean.ts';
import {command} from '../engine/command.ts';
import {completeTarget} from '../engine/settings.ts';
import type {Target} from '../engine/target.ts';
import {composed, verbatim, type Words} from '../engine/words.ts';
import {localHost} from '../host/local.ts';
import type {DrillFault} from './fault.ts';
import type {Ground, OwnProgram} from './ground.ts';
import {lookAt} from './look.ts';
import {type BalancerReport, balancerReport, type ServiceOrder} from './orders.ts';
import type {Random} from './random.ts';
import {openRoom, type Room} from './room.ts';
import {backend, layOut, sourcesFrom} from './wires.ts';

const settingsFile = '/run/shop.conf';

/** Why this machine can't have a practice backend with a network of its own, as a sentence; undefined where it can. */
export const lacksOwnNetwork = async (): Promise<Words | undefined> => {
	if (process.platform !== 'linux') return ownNetworkNeeds(['Linux']);
	if (process.getuid?.() !== 0) return ownNetworkNeeds(['root']);
	const lacking = await missing(['ip', 'unshare', 'nsenter', 'mount']);
	return lacking.length === 0 ? undefined : ownNetworkNeeds(lacking);
};

const ownNetworkNeeds = (needs: readonly string[]): Words => ({
	en: `a network of its own needs ${needs.join(', ')}`,
	zh: `要有自己的网络，需要 ${needs.join('、')}`,
});

/** Which of these programs are not on this machine. */
const missing = async (tools: readonly string[]): Promise<readonly string[]> => {
	const script = 'for name; do command -v "$name" >/dev/null || echo "$name"; done';
	const {stdout} = await localHost().run(command('sh', '-c', script, 'sh', ...tools));
	return stdout.split('\n').filter(Boolean);
};

/** Why there is none: words, and whether this machine can have none at all, or only not with this fault. */
export type NotOpened = {readonly why: Words; readonly of: 'machine' | 'fault'};

type Wanted = {readonly program: OwnProgram; readonly random: Random; readonly port?: number | undefined};

/**
 * A practice backend with a network of its own, the load balancer with its addresses at the other end of a wire, and a
 * second network that leads nowhere.
 */
export const openOwnNetwork = async (
	fault: DrillFault,
	{program, random, port = 80}: Wanted,
): Promise<Ground | NotOpened> => {
	const lacking = await missing(fault.own?.tools ?? []);
	if (lacking.length > 0) return {why: faultNeeds(lacking), of: 'fault'};
	const rooms: Room[] = [];
	let closed: Promise<unknown> | undefined;
	const end = new AbortController();
	const close = async (): Promise<void> => {
		end.abort();
		closed ??= Promise.all(rooms.map(room => room.close()));
		await closed;
	};
	const failed = async (why: Words, of: NotOpened['of'] = 'machine'): Promise<NotOpened> => {
		await close();
		return {why: composed(pick => cleanLine(pick(why))), of};
	};

	for (const name of ['backend', 'balancer', 'elsewhere']) {
		const room = await openRoom(name);
		if ('why' in room) return failed(room.why);
		rooms.push(room);
	}

	const [here, balancer, elsewhere] = rooms;
	if (here === undefined || balancer === undefined || elsewhere === undefined)
		return failed(verbatim('a room is missing'));
	const target = targetOf(fault, port);
	const sources = sourcesFrom(random);
	const laid = await layOut({here, balancer, elsewhere, sources});
	if (laid !== undefined) return failed(laid);
	const words = (text: string): string => text.replaceAll('{port}', `${port}`).replaceAll('{backend}', backend);
	const listen = words(fault.own?.listen ?? placeOf(fault));
	const order: ServiceOrder = {behaviour: fault.behaviour, settings: settingsFile, served: [backend]};
	const stuck = fault.own?.stuck;
	// As a service manager would, the room starts it again when it ends, and then it isn't stuck any more.
	const orders = [...(stuck === undefined ? [] : [{...order, stuck}]), order].map(words => JSON.stringify(words));
	const line = listen === 'nowhere' ? `# listen 0.0.0.0:${port}` : `listen ${listen}`;
	const written = await here.run([`echo '${line}' >${settingsFile}`]);
	if (written !== undefined) return failed(written);
	await new Promise<void>(resolve => {
		here.start([...program, 'drill', '--part', 'service'], orders, said => {
			if (said === 'listening') resolve();
		});
		setTimeout(resolve, serviceMs).unref();
	});
	const broken = await here.run((fault.own?.script ?? []).map(words));
	if (broken !== undefined) return failed(broken, 'fault');
	const enter = {file: 'nsenter', args: ['-t', `${here.pid}`, '-n', '-m', '-u', '-p']};
	return {
		fault,
		target,
		own: {enter, settingsFile},
		check: tell => {
			const checks = JSON.stringify({target, sources});
			balancer.start([...program, 'drill', '--part', 'balancer'], [checks], said => {
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

const faultNeeds = (tools: readonly string[]): Words => ({
	en: `this fault needs ${tools.join(', ')}`,
	zh: `该故障需要 ${tools.join('、')}`,
});

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

const readReport = (line: string): BalancerReport | undefined => {
	if (!line.startsWith('{')) return undefined;
	try {
		return balancerReport.parse(JSON.parse(line));
	} catch {
		return undefined;
	}
};
