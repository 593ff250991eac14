import {describe, expect, test} from 'vitest';
import {z} from 'zod';
import {completeTarget} from '../../source/engine/settings.ts';
import {guide} from '../../source/guide/index.ts';
import {planOf} from '../../source/plan/plan.ts';
import {planPattern, wordsOf} from '../plan/match.ts';
import {execute} from './harness/execute.ts';
import {backendAddress, type Lab, openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx} from './harness/nginx.ts';
import {program, programArguments} from './harness/program.ts';
import {reachOverSsh} from './harness/ssh.ts';
import type {Check} from './scenario.ts';

const eventLine = z.object({
	type: z.string(),
	observation: z.optional(z.object({command: z.object({file: z.string(), args: z.array(z.string())})})),
});

/** The commands that a run told of, as the words of the plan read them. What it waits for is told of in words. */
const ranIn = (events: string): readonly string[] =>
	events
		.trim()
		.split('\n')
		.map(line => eventLine.parse(JSON.parse(line)))
		.flatMap(({type, observation}) => (type === 'command-ended' && observation ? [observation.command] : []))
		.filter(({file}) => !file.includes(' '))
		.map(wordsOf);

const cases: ReadonlyArray<readonly [string, Check, string]> = [
	['a healthy nginx', {protocol: 'http', witnessS: 1}, 'server { listen 80; root site; }'],
	[
		'a page that is not there',
		{protocol: 'http', path: '/none'},
		'server { listen 80; server_name a.example; root site; }',
	],
	['nothing listens on the port', {protocol: 'http'}, 'server { listen 8080; root site; }'],
	['a TCP check, from the seat as well', {protocol: 'tcp', fromSeat: true}, 'server { listen 80; root site; }'],
];

const check = async (lab: Lab, way: 'local' | 'ssh', words: readonly string[]): Promise<string> => {
	const all = [process.execPath, program, 'check', '--events', ...words];
	if (way === 'local') return (await lab.backend.run('env', ['LC_ALL=C', ...all])).stdout;
	const {host, before} = await reachOverSsh(lab, lab.backend, {});
	const [file = 'env', ...rest] = [...before, ...all, '--host', host];
	return (await execute(file, rest)).stdout;
};

describe.skipIf(labLacks() !== undefined)('all that a real run runs is in the plan', () => {
	describe.each(['local', 'ssh'] as const)('%s', way => {
		test.each(cases)('%s', {timeout: 180_000}, async (_name, asked, servers) => {
			const lab = await openLab();
			try {
				await startNginx(lab, {servers});
				const ran = ranIn(await check(lab, way, programArguments(asked)));
				const settings = {
					...{backend: backendAddress, port: 80, protocol: asked.protocol, timeoutS: 2},
					...(asked.path === undefined ? {} : {path: asked.path}),
					host: way === 'ssh' ? 'ssh://lab' : 'local',
				};
				const complete = completeTarget(settings, 'linux');
				if (!('target' in complete)) throw new Error('The target is not complete.');
				const {witnessS, fromSeat} = asked;
				const asking = {witnessS, fromSeat};
				const groups = await planOf({guide, target: complete.target, asking, before: undefined, mends: false});
				const patterns = groups.flatMap(({commands}) => commands).map(({words}) => planPattern(words));
				expect(ran.length).toBeGreaterThan(30);
				expect([...new Set(ran.filter(words => !patterns.some(pattern => pattern.test(words))))]).toEqual([]);
			} finally {
				await lab.close();
			}
		});
	});
});
