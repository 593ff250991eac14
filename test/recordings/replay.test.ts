import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {Interrupt} from '../../source/engine/interrupt.ts';
import type {Result} from '../../source/engine/result.ts';
import {run} from '../../source/engine/run-walk.ts';
import {walk} from '../../source/engine/walk.ts';
import {type Recording, readRecording} from '../../source/host/recording/read.ts';
import {ReplayHost} from '../../source/host/replay/host.ts';
import {walkOptions} from '../../source/run/walk-options.ts';
import {expectation, folderNameOf, kept, recordings} from './recordings.ts';

const names = readdirSync(recordings, {withFileTypes: true}).flatMap(one => (one.isDirectory() ? [one.name] : []));

const read = (name: string): Recording => {
	const reading = readRecording(readFileSync(new URL(`${name}/recording.jsonl`, recordings), 'utf8'));
	if ('problem' in reading) throw new Error(`${name} ${reading.problem}`);
	return reading.recording;
};

const judge = async (recording: Recording): Promise<Result> => {
	const {target, witnessS} = recording;
	if (target === undefined) throw new Error('The recording has no target.');
	const host = new ReplayHost('replay:here', recording);
	host.lookAgain();
	const options = walkOptions({target, host, pace: 'all', interrupt: new Interrupt(), witnessS});
	const {result} = await run(walk(options), {show: () => {}, ask: async () => ({do: 'go'}), close: async () => {}});
	return result;
};

test('every scenario that is to be kept is there, and nothing else', () => {
	expect(names.toSorted()).toEqual([...kept].map(folderNameOf).toSorted());
});

describe('a recording of the lab comes to what was found then', () => {
	test.each(names)('%s', async name => {
		const expected: unknown = JSON.parse(readFileSync(new URL(`${name}/expected.json`, recordings), 'utf8'));
		expect(expectation(await judge(read(name)))).toEqual(expected);
	});
});

describe('what is missing in a recording is never green', () => {
	test.each(names)('%s', {timeout: 120_000}, async name => {
		const whole = read(name);
		const {verdict} = await judge(whole);
		const greener: string[] = [];
		for (const key of whole.happenings.keys()) {
			const happenings = new Map([...whole.happenings].filter(([other]) => other !== key));
			const less = await judge({...whole, happenings});
			if (less.verdict === 'healthy' && verdict !== 'healthy') greener.push(key);
			if (less.verdict === 'unhealthy' && verdict === 'healthy') greener.push(`now unhealthy: ${key}`);
		}

		expect(greener).toEqual([]);
	});

	test.each(names)('nothing at all is left of %s', async name => {
		const {verdict, causes} = await judge({...read(name), happenings: new Map()});
		expect([verdict, causes.filter(({severity}) => severity === 'failure')]).toEqual(['unknown', []]);
	});
});
