import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import type {Event} from '../../source/engine/event.ts';
import {Interrupt} from '../../source/engine/interrupt.ts';
import {type PathStation, pathAtEnd, pathSoFar} from '../../source/engine/path.ts';
import {run} from '../../source/engine/run-walk.ts';
import {emptySession, fold} from '../../source/engine/session.ts';
import {walk} from '../../source/engine/walk.ts';
import {type Recording, readRecording} from '../../source/host/recording/read.ts';
import {ReplayHost} from '../../source/host/replay/host.ts';
import {walkOptions} from '../../source/run/walk-options.ts';
import {recordings} from './recordings.ts';

/** A recorded walk: its events, and its end. */
const replayed = async (name: string, changed: (recording: Recording) => Recording = recording => recording) => {
	const reading = readRecording(readFileSync(new URL(`${name}/recording.jsonl`, recordings), 'utf8'));
	if ('problem' in reading || reading.recording.target === undefined) throw new Error(`${name} can’t be read.`);
	const {target, witnessS} = reading.recording;
	const recording = changed(reading.recording);
	const host = new ReplayHost('replay:here', recording);
	host.lookAgain();
	const events: Event[] = [];
	const options = walkOptions({target, host, pace: 'all', interrupt: new Interrupt(), witnessS});
	const face = {
		show: (event: Event) => events.push(event),
		ask: async () => ({do: 'go'}) as const,
		close: async () => {},
	};
	return {conclusion: await run(walk(options), face), events, recording};
};

const short = {passes: '+', fails: 'x', risk: '!', unknown: '?', coming: '.', 'not-needed': '-'} as const;

const drawn = (path: readonly PathStation[]): string =>
	path.map(({name, state, code}) => `${short[state]}${name}${code === undefined ? '' : `:${code}`}`).join(' ');
const names = readdirSync(recordings, {withFileTypes: true}).flatMap(one => (one.isDirectory() ? [one.name] : []));

/** What each recording shows at its end: + in order, x fails, ! at risk, ? not known, - not needed. */
const expected = new Map([
	[
		'a-blackhole-route-swallows-the-answers',
		'?balancer xroute:return-route-missing +filter +listener +queue +answer +time',
	],
	[
		'a-chain-of-nftables-with-policy-drop-lets-in-only-22-and-443',
		'?balancer +route xfilter:firewall-drops-probes +listener +queue +answer +time',
	],
	['a-plain-nginx-asked-with-get-for-a-page-and-by-name', '+balancer +route +filter +listener +queue +answer +time'],
	['every-third-answer-is-a-500', '+balancer +route +filter +listener +queue ?answer xtime:intermittent-failures'],
	[
		'forward-drops-what-goes-to-the-pods',
		'?balancer +route xfilter:container-forwarding-blocked ?listener +queue +answer +time',
	],
	[
		'half-open-connections-fill-the-backlog-and-cookies-are-off',
		'?balancer +route +filter +listener xqueue:syn-backlog-overflow ?answer ?time',
	],
	[
		'input-drops-the-range-of-the-probes',
		'+balancer +route xfilter:firewall-drops-probes +listener +queue +answer +time',
	],
	[
		'nginx-listens-on-127-0-0-1-only',
		'?balancer +route +filter xlistener:listening-loopback-only ?queue ?answer ?time',
	],
	[
		'nginx-master-and-worker-is-frozen-by-sigstop',
		'?balancer +route +filter +listener xqueue:service-stopped ?answer ?time',
	],
	['nothing-is-bound-to-the-udp-port', '?balancer +route +filter xlistener:udp-port-closed ?answer'],
	['nothing-listens-at-all', '?balancer +route +filter xlistener:service-not-listening ?queue ?answer ?time'],
	['probes-arrive-and-are-served', '+balancer +route +filter +listener +queue +answer +time'],
	[
		'the-accept-queue-is-full-and-the-check-speaks-http',
		'?balancer +route +filter +listener xqueue:accept-queue-full ?answer ?time',
	],
	[
		'the-default-route-has-moved-to-the-second-interface',
		'?balancer xroute:return-route-wrong +filter +listener +queue +answer +time',
	],
	['the-health-path-is-not-found', '+balancer +route +filter +listener +queue xanswer:http-path-not-found ?time'],
	[
		'the-page-takes-longer-than-the-timeout',
		'+balancer +route +filter +listener +queue ?answer xtime:response-too-slow',
	],
	[
		'the-probes-are-dropped-in-the-tables-of-iptables-legacy-only',
		'+balancer +route xfilter:firewall-drops-probes +listener +queue +answer +time',
	],
	[
		'without-root-a-rule-that-drops-the-probes-is-not-taken-for-none',
		'?balancer +route ?filter +listener +queue +answer +time',
	],
]);

test('every recording has its row', () => {
	expect([...expected.keys()]).toEqual(names);
});

describe.each(names)('%s', name => {
	test('ends with the stations that were found', async () => {
		expect(drawn(pathAtEnd((await replayed(name)).conclusion))).toBe(expected.get(name));
	});

	test('lights up as evidence comes in: a station that is told once is told at every later step', async () => {
		const {events} = await replayed(name);
		let session = emptySession;
		let before: readonly PathStation[] = [];
		for (const event of events) {
			session = fold(session, event, 0);
			if (event.type === 'started') expect(pathSoFar(session).every(({state}) => state === 'coming')).toBe(true);
			if (event.type !== 'step-ended') continue;
			const path = pathSoFar(session);
			for (const {name: station, state} of before) {
				if (state === 'coming') continue;
				const now = path.find(other => other.name === station)?.state;
				// A later step may find what fails where the earlier ones found nothing, but nothing that was told is forgotten.
				expect([state, 'fails', 'unknown'], `${station} after ${event.report.step}`).toContain(now);
			}

			before = path;
		}

		expect(before.filter(({state}) => state === 'coming')).toEqual([]);
	});

	test('nothing of it is in order where nothing was recorded', async () => {
		const {conclusion} = await replayed(name, recording => ({...recording, happenings: new Map()}));
		// The settings are the person’s words, and stay.
		expect(pathAtEnd(conclusion).filter(({state}) => state === 'passes')).toEqual([]);
	});
});

test.each(['input-drops-the-range-of-the-probes', 'nginx-listens-on-127-0-0-1-only', 'the-health-path-is-not-found'])(
	'no station of %s turns green when one thing was not seen',
	{timeout: 120_000},
	async name => {
		const whole = await replayed(name);
		const green = new Set(
			pathAtEnd(whole.conclusion).flatMap(({name: station, state}) => (state === 'passes' ? [station] : [])),
		);
		for (const key of whole.recording.happenings.keys()) {
			const {conclusion} = await replayed(name, recording => ({
				...recording,
				happenings: new Map([...recording.happenings].filter(([other]) => other !== key)),
			}));
			const greener = pathAtEnd(conclusion).filter(
				({name: station, state}) => state === 'passes' && !green.has(station),
			);
			expect(greener, key).toEqual([]);
		}
	},
);
