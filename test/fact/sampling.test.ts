import {expect, test} from 'vitest';
import {command} from '../../source/engine/command.ts';
import type {Look} from '../../source/engine/fact.ts';
import {leastBetweenMs, sampleTwice} from '../../source/fact/sampling.ts';
import {lookAt, unseen} from './look.ts';

test('the probes are sent, and some time passes, between the two samples', async () => {
	const log: string[] = [];
	const look: Look = {
		...lookAt({}),
		run: async one => {
			log.push('first sample');
			return {command: one, stdout: '1', stderr: '', exitCode: 0, durationMs: 1};
		},
		runAgain: async one => {
			log.push('second sample');
			return {command: one, stdout: '2', stderr: '', exitCode: 0, durationMs: 1};
		},
		know: async fact => {
			log.push(fact.id);
			return unseen();
		},
		wait: async milliseconds => {
			log.push(`${milliseconds} ms`);
		},
	};
	const {first, second} = await sampleTwice(look, [command('cat', '/proc/stat')]);
	expect(log).toEqual(['first sample', 'answers', `${leastBetweenMs} ms`, 'second sample']);
	expect([first[0]?.stdout, second[0]?.stdout]).toEqual(['1', '2']);
});
