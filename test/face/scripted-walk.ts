import {sampleTarget} from '../../source/cause/sample-target.ts';
import {command, type Observation} from '../../source/engine/command.ts';
import type {Conclusion} from '../../source/engine/event.ts';
import type {Pace} from '../../source/engine/question.ts';
import type {StepCard, StepReport} from '../../source/engine/step-report.ts';
import type {Walk} from '../../source/engine/walk.ts';

export {sampleTarget as target};

export const cards: readonly StepCard[] = [
	{
		id: 'reachable',
		title: 'Can the service be reached on this server itself?',
		why: 'The load balancer connects to the private address; what answers on localhost alone it never sees.',
		passage: 'Make sure that you can access the application service on the ECS instance directly.',
		documentCommand: 'curl -I 10.11.192.1',
	},
	{
		id: 'port',
		title: 'Is the port the one that the listener is set to?',
		why: 'A listener that forwards to another port never meets the service.',
		passage: 'Make sure that the backend server has opened the port that is configured for the listener.',
		documentCommand: '',
		skipWhy: 'this is a layer 4 check',
	},
	{
		id: 'listening',
		title: 'Does something listen on the private or the wildcard address?',
		why: 'The load balancer comes over the private network.',
		passage: 'The server has to listen on the private address or on 0.0.0.0.',
		documentCommand: 'netstat -anp | grep :80',
		documentBut: 'it also shows port 8080, and connections that are no listeners. ss -Hltnp shows listeners only.',
	},
	{
		id: 'answer',
		title: 'Does the port answer as the check wants?',
		why: 'Layer 7: the status code has to be an accepted one.',
		passage: 'The status code has to be 200 or another normal one.',
		documentCommand: 'curl -I 10.11.192.1',
	},
];

const observe = (stdout: string, file: string, ...args: readonly string[]): Observation => ({
	command: command(file, ...args),
	stdout,
	stderr: '',
	exitCode: 0,
	durationMs: 12,
});

const sockets = observe(
	`LISTEN 0 511 127.0.0.1:80 0.0.0.0:* users:(("nginx",pid=812,fd=6))\n${Array.from({length: 40}, (_, index) => `LISTEN 0 128 127.0.0.1:${9000 + index} 0.0.0.0:*`).join('\n')}\n\u001B[2J`,
	'ss',
	'-Hltnp',
);

export const reports: readonly StepReport[] = [
	{
		step: 'reachable',
		status: 'ok',
		findings: [{is: 'ok', say: 'nginx answers HEAD / on 10.11.192.1:80 with 200 after 3 ms.'}],
		causes: [],
		observations: [observe('HTTP/1.1 200 OK\n', 'curl', '-0', '-I', 'http://10.11.192.1:80/')],
	},
	{
		step: 'port',
		status: 'skipped',
		reason: 'this is a layer 4 check',
		findings: [{is: 'not-applicable', why: 'this is a layer 4 check'}],
		causes: [],
		observations: [],
	},
	{
		step: 'listening',
		status: 'problem',
		findings: [
			{is: 'cause', code: 'listening-loopback-only', certainty: 'proven', values: {}, evidence: []},
			{is: 'note', say: 'curl localhost works and the load balancer fails: both are right.'},
		],
		causes: [
			{
				code: 'listening-loopback-only',
				certainty: 'proven',
				severity: 'failure',
				summary: 'nginx (pid 812) listens on 127.0.0.1:80 only, so the load balancer is refused.',
				evidence: [{command: 'ss -Hltnp', excerpt: 'LISTEN 0 511 127.0.0.1:80 0.0.0.0:*'}],
				remedies: [
					{
						summary: 'Let nginx listen on all addresses.',
						command:
							"sed -i.bak 's/listen 127.0.0.1:80/listen 80/' /etc/nginx/nginx.conf && nginx -t && systemctl reload nginx",
						undo: 'mv /etc/nginx/nginx.conf.bak /etc/nginx/nginx.conf && systemctl reload nginx',
						risk: 'low',
					},
				],
			},
		],
		observations: [sockets],
	},
	{
		step: 'answer',
		status: 'unknown',
		reason: 'curl is not on this host',
		findings: [
			{is: 'unknown', why: 'curl is not on this host', matters: true, wouldTell: command('curl', '-I', '10.11.192.1')},
		],
		causes: [],
		observations: [{command: command('curl', '-I'), stdout: '', stderr: '', durationMs: 1, failure: 'not-found'}],
	},
];

export const conclusion = (interrupted = false): Conclusion => ({
	result: {
		schemaVersion: 1,
		tool: {name: 'slb-wizard', version: '0.0.0'},
		startedAt: '2026-11-22T08:00:00.000Z',
		durationMs: 812,
		target: sampleTarget,
		verdict: 'unhealthy',
		causes: reports.flatMap(({step, causes}) => causes.map(cause => ({...cause, step}))),
		steps: cards.map(({id, title}, index) => ({id, title, status: reports[index]?.status ?? 'skipped', commands: []})),
	},
	ruledOut: ['nginx answers HEAD / on 10.11.192.1:80 with 200 after 3 ms.'],
	notChecked: [{step: 'answer', why: 'curl is not on this host', wouldTell: 'curl -I 10.11.192.1'}],
	timing: ['Unhealthy after about 4 s, healthy again about 4 s after the fix.'],
	repeat: 'slb-wizard check --backend 10.11.192.1 --port 80 --protocol http',
	interrupted,
});

const wait = async (ms: number, stop: AbortSignal | undefined): Promise<void> =>
	new Promise(resolve => {
		const timer = setTimeout(resolve, ms);
		stop?.addEventListener('abort', () => {
			clearTimeout(timer);
			resolve();
		});
	});

/** A walk that asks as the real one does, over fixed reports. `commandMs` is how long each command takes. */
export async function* scriptedWalk(options: {
	readonly pace: Pace;
	readonly commandMs?: number;
	readonly stop?: AbortSignal;
}): Walk {
	let {pace} = options;
	let index = 0;
	let key = 0;
	let shown: StepReport | undefined;
	let asks = pace === 'guided';
	yield {type: 'started', at: '2026-11-22T08:00:00.000Z', target: sampleTarget, steps: cards, pace};
	while (index < cards.length && options.stop?.aborted !== true) {
		const [card, report] = [cards[index], reports[index]];
		if (card === undefined || report === undefined) break;
		if (asks && card.skipWhy === undefined) {
			const after = shown === undefined ? {} : {after: shown};
			const answer = yield {
				type: 'question',
				question: {ask: 'step', card, number: index + 1, of: cards.length, ...after},
			};
			asks = false;
			if (answer === undefined || answer.do === 'quit') break;
			if (answer.do === 'pace') pace = answer.pace;
			if (answer.do === 'skip') index++;
			if (answer.do === 'back' || answer.do === 'again') index = Math.max(0, index - 1);
			asks = answer.do === 'back' || answer.do === 'skip';
			continue;
		}

		yield {type: 'step-started', step: card.id, number: index + 1, of: cards.length};
		for (const observation of report.observations) {
			key++;
			yield {type: 'command-started', key, command: observation.command, timeoutMs: 5000};
			if (options.commandMs !== undefined) await wait(options.commandMs, options.stop);
			yield {type: 'command-ended', key, observation};
		}

		yield {type: 'step-ended', report};
		if (card.skipWhy === undefined) shown = report;
		index++;
		asks = pace === 'guided' || (pace === 'problems' && report.status !== 'ok' && report.status !== 'skipped');
	}

	const ended = conclusion(index < cards.length);
	yield {type: 'concluded', conclusion: ended};
	if (index >= cards.length) yield {type: 'question', question: {ask: 'end'}};
	return ended;
}
