import {connect} from 'node:net';
import {join} from 'node:path';
import type {Check, Truth} from '../scenario.ts';
import {sleep, waitFor} from './execute.ts';
import {backendAddress, type Lab} from './lab.ts';

/** The words of HAProxy for what the check sends and accepts. */
export const httpCheck = ({protocol, product, path, domain, method, codes, backend}: Check): readonly string[] => {
	if (protocol === 'tcp') {
		return ['option tcp-check', 'tcp-check connect'];
	}

	// CLB speaks HTTP/1.0, with a Host only when a domain is set; ALB HTTP/1.1 with the server's address for a Host.
	const version = product === 'alb' ? 'HTTP/1.1' : 'HTTP/1.0';
	const host = domain ?? (product === 'clb' || product === undefined ? undefined : (backend ?? backendAddress));
	const send = `http-check send meth ${(method ?? 'head').toUpperCase()} uri ${path ?? '/'} ver ${version}`;
	const accepted = (codes ?? 'http_2xx').split(',').map(code => `${code[5]}00-${code[5]}99`);
	return [
		'option httpchk',
		host === undefined ? send : `${send} hdr Host ${host}`,
		`http-check expect status ${accepted.join(',')}`,
	];
};

/** CLB takes the interval for the timeout where that is shorter; 2 s is its default interval. */
const effectiveTimeoutS = ({timeoutS = 2, intervalS = 2, product = 'clb'}: Check) =>
	product === 'clb' ? Math.max(timeoutS, intervalS) : timeoutS;

/** The HAProxy that stands for the load balancer: one server line per source that it probes from. */
const configuration = (check: Check, sources: readonly string[], socket: string, truth: Truth) => `
global
	nbthread 1
	maxconn 32
	stats socket ${socket} level admin
defaults
	mode ${check.protocol === 'tcp' ? 'tcp' : 'http'}
	timeout connect 5s
	timeout client 5s
	timeout server 5s
	timeout check ${effectiveTimeoutS(check)}s
backend slb
	${httpCheck(check).join('\n\t')}
	default-server inter 300ms ${truth === 'flapping' ? 'fall 1 rise 1' : 'fall 2 rise 2'}
${sources
	.map((source, index) => {
		const ssl = check.protocol === 'https' ? 'check-ssl verify none' : '';
		const port = check.checkPort ?? check.port ?? 80;
		return `	server from${index} ${check.backend ?? backendAddress}:${check.port ?? 80} source ${source} check port ${port} ${ssl}`;
	})
	.join('\n')}
`;

const ask = (socket: string, command: string) =>
	new Promise<string>(resolve => {
		let answer = '';
		const connection = connect(socket);
		connection.setEncoding('utf8');
		connection.on('data', (data: string) => {
			answer += data;
		});
		connection.on('error', () => resolve(''));
		connection.on('close', () => resolve(answer));
		connection.end(`${command}\n`);
	});

/** The state of each server, `UP` or `DOWN` …, and of its last check, `L4OK`, `L7TOUT` …, or `INI` before the first. */
export const states = async (socket: string) => {
	const [header, ...rows] = (await ask(socket, 'show stat')).trim().split('\n');
	const names = (header ?? '').replace(/^# /, '').split(',');
	return rows
		.map(row => new Map(row.split(',').map((value, index) => [names[index] ?? '', value])))
		.filter(row => row.get('svname')?.startsWith('from'))
		.map(row => ({status: row.get('status') ?? '', last: (row.get('check_status') ?? '').replace(/^\* /, '')}));
};

/** For how long a state has to stand before it is believed, and for how long flapping is watched, in milliseconds. */
const settleMs = 900;
const watchMs = 15_000;

const watch = async (socket: string): Promise<Truth> => {
	const seen = new Set<string>();
	for (const end = Date.now() + watchMs; Date.now() < end && seen.size < 2; await sleep(50)) {
		for (const {status, last} of await states(socket)) {
			if (last !== 'INI' && last !== '') {
				seen.add(status.split(' ')[0] ?? '');
			}
		}
	}

	return seen.size === 2 ? 'flapping' : seen.has('UP') ? 'up' : 'down';
};

const settle = async (socket: string): Promise<Truth> => {
	let steadySince = Date.now();
	let before = '';
	return waitFor("HAProxy's opinion", async () => {
		const now = await states(socket);
		if (now.some(({status}) => status === 'DOWN')) {
			return 'down';
		}

		const steady = now.length > 0 && now.every(({status, last}) => status === 'UP' && last.endsWith('OK'));
		if (!steady || before !== JSON.stringify(now)) {
			steadySince = Date.now();
			before = JSON.stringify(now);
		}

		return steady && Date.now() - steadySince > settleMs ? 'up' : undefined;
	});
};

/** A real HAProxy that checks the backend as the load balancer would, from each of these sources. */
const startBalancer = (lab: Lab, check: Check, sources: readonly string[], truth: Truth) => {
	const socket = join(lab.directory, 'haproxy.sock');
	const file = lab.write('haproxy.cfg', configuration(check, sources, socket, truth));
	return {socket, running: lab.balancer.start('haproxy', 'haproxy', '-db', '-q', '-f', file)};
};

/**
 * Lets a real HAProxy check the backend as the load balancer would, and returns what it thinks: one node that finds
 * the backend down is enough for `down` (the load balancer's cluster stops sending then). It goes on probing, unless it
 * has to be quiet.
 */
export const balancersOpinion = async (
	lab: Lab,
	check: Check,
	sources: readonly string[],
	{truth, quiet}: {readonly truth: Truth; readonly quiet?: true},
): Promise<Truth> => {
	const {socket, running} = startBalancer(lab, check, sources, truth);
	const opinion = await (truth === 'flapping' ? watch(socket) : settle(socket));
	if (quiet) running.signal('SIGKILL');
	return opinion;
};

/** The same HAProxy all the time: waits until it says so. */
export const keepAsking = (lab: Lab, check: Check, sources: readonly string[]) => {
	const {socket} = startBalancer(lab, check, sources, 'up');
	return {
		says: (wanted: 'UP' | 'DOWN') =>
			waitFor(`HAProxy to say ${wanted}`, async () => {
				const now = await states(socket);
				// Before its first check it believes that a server is up.
				return now.length > 0 && now.every(({status, last}) => status === wanted && last !== 'INI' && last !== '');
			}),
	};
};
