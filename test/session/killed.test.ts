import {mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {beforeAll, describe, expect, test} from 'vitest';
import {readSession} from '../../source/session/read.ts';
import {drawFrom} from '../packet/kernel/random.ts';
import {build} from '../terminal/terminal.ts';
import {eventsIn, filesIn, missingFrom, retold, runWizard, toldIn} from './killed.ts';

/** 200 in the full run: SLBW_KILLS=200. */
const times = Number(process.env.SLBW_KILLS ?? 24);

const recordings = [
	['input-drops-the-range-of-the-probes', 'unhealthy'],
	['probes-arrive-and-are-served', 'healthy'],
	['nginx-listens-on-127-0-0-1-only', 'unhealthy'],
] as const;

const folder = (name: string): string => new URL(`../recordings/${name}`, import.meta.url).pathname;

// Mostly the suggestion; now and then a step is skipped or shown again, the pace is changed, or back. What a face shows
// without an event (why a step matters, a whole output) is left out.
const answers = (random: () => number): string =>
	[
		'2',
		...Array.from({length: 40}, () => (random() < 0.7 ? '1' : ['2', '4', '6', '8'][Math.floor(random() * 4)])),
	].join('\n');

describe('killed at any moment', () => {
	beforeAll(build);

	test.each(Array.from({length: times}, (_, index) => index))(
		'kill %i: nothing that was shown is missing',
		async seed => {
			const draw = drawFrom(seed);
			const random = () => draw.number(1_000_000) / 1_000_000;
			const state = mkdtempSync(join(tmpdir(), 'slbw-killed-'));
			const [name, verdict] = recordings[seed % recordings.length] ?? recordings[0];
			const moment = () =>
				random() < 0.5
					? {afterBytes: Math.floor(random() * 12_000), afterMs: 20_000}
					: {afterBytes: Number.POSITIVE_INFINITY, afterMs: 200 + Math.floor(random() * 1500)};
			try {
				const host = ['--host', `replay:${folder(name)}`];
				let run = await runWizard(host, {state, answers: answers(random), moment: moment()});
				let told = [...toldIn(run.printed)];
				const kills = 1 + Math.floor(random() * 3);
				for (let kill = 1; kill < kills && isThere(state); kill++) {
					run = await runWizard(['--resume', idIn(state)], {state, answers: answers(random), moment: moment()});
					told = [...told, ...toldIn(run.printed)];
				}

				if (!isThere(state)) {
					expect(told).toEqual([]);
					return;
				}

				const [path = '', ...others] = newest(state);
				expect(others).toEqual([]);
				expect(statSync(path).mode & 0o777).toBe(0o600);
				expect(missingFrom(retold(eventsIn(path)), told).slice(0, 5)).toEqual([]);
				const read = readSession(readFileSync(path, 'utf8'));
				expect(read).toMatchObject({session: {unreadable: 0}});

				const last = await runWizard(['--resume', idIn(state)], {state, answers: `4\n3\n${'1\n'.repeat(30)}`});
				expect(last.printed, last.errors).toContain(`Going on with session ${idIn(state)}`);
				const [after = ''] = newest(state);
				const end = readSession(readFileSync(after, 'utf8'));
				expect(end).toMatchObject({session: {isEnded: true}});
				if (!('session' in end)) throw new Error(end.problem.en);
				const {conclusion, skipped} = end.session;
				if (skipped.length === 0) expect(conclusion?.result.verdict).toBe(verdict);
				expect(conclusion?.result.steps.length).toBe(13);
			} finally {
				rmSync(state, {recursive: true});
			}
		},
	);
});

const isThere = (state: string): boolean => {
	try {
		return newest(state).length > 0;
	} catch {
		return false;
	}
};

/** The sessions' files, without what a killed run left of a draft or of the turn before. */
const newest = (state: string): readonly string[] => {
	const files = filesIn(state).filter(path => path.endsWith('.jsonl'));
	const turn = (path: string): number => Number(/\.(\d+)\.jsonl$/.exec(path)?.[1] ?? 1);
	const highest = Math.max(...files.map(turn));
	return files.filter(path => turn(path) === highest);
};

const idIn = (state: string): string => /(\d{8}-\d{6}-[a-z0-9]{6})/.exec(newest(state)[0] ?? '')?.[1] ?? '';
