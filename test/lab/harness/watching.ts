import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import type {Check} from '../scenario.ts';
import {httpCheck, states} from './balancer.ts';
import {sleep, waitFor} from './execute.ts';
import {backendAddress, type Lab} from './lab.ts';
import {program} from './program.ts';

/** A check's timing; HAProxy and `watch` get the same. */
export type Timing = {readonly intervalS: number; readonly timeoutS: number; readonly count: number};

const events = z.array(
	z
		.object({
			type: z.string(),
			at: z.string(),
			to: z.string().optional(),
			from: z.string().optional(),
			is: z.string().optional(),
			says: z.string().optional(),
			sign: z.string().optional(),
			verdict: z.string().optional(),
			because: z.string().optional(),
			inARow: z.number().optional(),
			count: z.number().optional(),
			flapping: z.object({timesAnHour: z.number(), healthyShare: z.number()}).optional(),
			coming: z.object({verdict: z.string(), needed: z.number(), leastMs: z.number(), mostMs: z.number()}).optional(),
		})
		.loose(),
);

/** What `watch --json` has told. */
export type Watched = z.infer<typeof events>[number];

/** Starts `watch --json` on the backend; what it has told so far can be asked for at any time. */
export const startWatch = (lab: Lab, {intervalS, timeoutS, count}: Timing, ...more: readonly string[]) => {
	const args = ['watch', '--json', '--backend', backendAddress, '--port', '80', '--interval', `${intervalS}`];
	const counts = ['--check-timeout', `${timeoutS}`, '--healthy', `${count}`, '--unhealthy', `${count}`];
	const running = lab.backend.start('watch', process.execPath, program, ...args, ...counts, ...more);
	const told = (): readonly Watched[] =>
		events.parse(
			readFileSync(join(lab.directory, 'watch.out'), 'utf8')
				.split('\n')
				.slice(0, -1)
				.map(line => JSON.parse(line)),
		);
	return {
		told,
		running,
		until: (what: string, which: (event: Watched) => boolean, limitMs = 40_000): Promise<Watched> =>
			waitFor(`watch to tell of ${what}`, () => told().find(which), limitMs),
	};
};

/** A change of what HAProxy thinks. */
export type Transition = {readonly to: 'healthy' | 'unhealthy'; readonly atMs: number};

/** Lets a real HAProxy check the backend with exactly this timing, and notes each change of its verdict. */
export const startBalancer = (lab: Lab, check: Check, {intervalS, timeoutS, count}: Timing) => {
	const socket = join(lab.directory, 'haproxy.sock');
	const file = lab.write(
		'haproxy.cfg',
		`global
	nbthread 1
	stats socket ${socket} level admin
defaults
	mode ${check.protocol === 'tcp' ? 'tcp' : 'http'}
	timeout connect ${timeoutS}s
	timeout client 5s
	timeout server 5s
	timeout check ${timeoutS}s
backend slb
	${httpCheck(check).join('\n\t')}
	server from0 ${backendAddress}:80 source 100.64.0.10 check inter ${intervalS}s fall ${count} rise ${count}
`,
	);
	lab.balancer.start('haproxy', 'haproxy', '-db', '-q', '-f', file);
	const transitions: Transition[] = [];
	let isOpen = true;
	const follow = async (): Promise<void> => {
		let before = 'healthy';
		while (isOpen) {
			const [state] = await states(socket);
			// "UP 2/3" is still up: a verdict changes at the last of the count.
			const now =
				state === undefined || state.last === 'INI' ? before : state.status.startsWith('UP') ? 'healthy' : 'unhealthy';
			if (now !== before) transitions.push({to: now === 'healthy' ? 'healthy' : 'unhealthy', atMs: Date.now()});
			before = now;
			await sleep(40);
		}
	};
	const following = follow();
	return {
		transitions,
		until: (to: Transition['to'], limitMs = 40_000): Promise<Transition> =>
			waitFor(`HAProxy to find it ${to}`, () => transitions.find(each => each.to === to), limitMs),
		stop: async (): Promise<void> => {
			isOpen = false;
			await following;
		},
	};
};
