import {readdirSync, readFileSync} from 'node:fs';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {sampleTarget} from '../../source/cause/sample-target.ts';
import type {Conclusion, Event} from '../../source/engine/event.ts';
import {Interrupt} from '../../source/engine/interrupt.ts';
import {run} from '../../source/engine/run-walk.ts';
import type {StepReport} from '../../source/engine/step-report.ts';
import type {Product, Protocol, Target} from '../../source/engine/target.ts';
import {walk} from '../../source/engine/walk.ts';
import {speak} from '../../source/engine/words.ts';
import {guide} from '../../source/guide/index.ts';
import {readRecording} from '../../source/host/recording/read.ts';
import {ReplayHost} from '../../source/host/replay/host.ts';
import {walkOptions} from '../../source/run/walk-options.ts';
import {recordings} from '../recordings/recordings.ts';
import {englishIn, expectChinese} from './spoken.ts';

beforeEach(() => speak('zh-CN'));
afterEach(() => speak('en'));

const names = readdirSync(recordings, {withFileTypes: true}).flatMap(one => (one.isDirectory() ? [one.name] : []));

/** A recorded walk in Chinese, and all that its host printed. */
const replayed = async (name: string) => {
	const printed = readFileSync(new URL(`${name}/recording.jsonl`, recordings), 'utf8');
	const reading = readRecording(printed);
	if ('problem' in reading || reading.recording.target === undefined) throw new Error(`${name} can’t be read.`);
	const {target, witnessS} = reading.recording;
	const host = new ReplayHost('replay:here', reading.recording);
	host.lookAgain();
	const reports: StepReport[] = [];
	const options = walkOptions({target, host, pace: 'all', interrupt: new Interrupt(), witnessS});
	const conclusion = await run(walk(options), {
		show: (event: Event) => {
			if (event.type === 'step-ended') reports.push(event.report);
		},
		ask: async () => ({do: 'go'}) as const,
		close: async () => {},
	});
	return {reports, conclusion, printed};
};

/** What our own sentences are in, and not what a host printed as evidence. */
const sentences = (reports: readonly StepReport[], {ruledOut, notChecked, exhibits = []}: Conclusion) => [
	...reports.flatMap(({findings, causes, reason = ''}) => [
		reason,
		...findings.flatMap(finding => (finding.is === 'cause' ? [] : 'why' in finding ? [finding.why] : [finding.say])),
		...causes.map(({summary}) => summary),
	]),
	...ruledOut,
	...notChecked.map(({why}) => why),
	...exhibits.flatMap(exhibit =>
		exhibit.is === 'latency'
			? [exhibit.title, ...exhibit.probes.map(({name}) => name)]
			: [
					exhibit.title,
					exhibit.end,
					...exhibit.rows,
					...exhibit.packets.flatMap(({name, stations}) => [name, ...stations.map(({note}) => note)]),
				],
	),
];

describe.each(names)('%s', name => {
	test('is told in Chinese, but for what its host printed', async () => {
		const {reports, conclusion, printed} = await replayed(name);
		expect(reports).toHaveLength(guide.length);
		const said = sentences(reports, conclusion);
		expect(said.filter(text => /\p{Script=Han}/u.test(text)).length).toBeGreaterThan(guide.length);
		for (const text of said) {
			expect(text).not.toContain('[object');
			const own = englishIn(text).filter(words => !printed.includes(words));
			expect(own, text).toEqual([]);
		}
	});
});

const kinds: ReadonlyArray<readonly [Product, Protocol]> = [
	['clb', 'tcp'],
	['clb', 'udp'],
	['clb', 'http'],
	['alb', 'https'],
	['nlb', 'udp'],
];

describe.each(kinds)('a check of %s over %s', (product, protocol) => {
	test.each(['linux', 'windows'] as const)('has Chinese words for each step on %s', platform => {
		const healthCheck = {...sampleTarget.healthCheck, protocol};
		const target: Target = {...sampleTarget, product, platform, healthCheck};
		for (const {document, skipWhy, title, why, passage} of guide) {
			const {command, but} = document(target);
			for (const words of [title, why, passage, command, but, skipWhy?.(target)])
				if (words !== undefined) expectChinese(words);
		}
	});
});
