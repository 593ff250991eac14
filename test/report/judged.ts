import {readdirSync, readFileSync} from 'node:fs';
import {differences} from '../../source/compare/differences.ts';
import {runOf} from '../../source/compare/run.ts';
import type {Twin} from '../../source/compare/twin.ts';
import type {Conclusion, Event} from '../../source/engine/event.ts';
import {Interrupt} from '../../source/engine/interrupt.ts';
import {run} from '../../source/engine/run-walk.ts';
import {walk} from '../../source/engine/walk.ts';
import {type Language, speak} from '../../source/engine/words.ts';
import {readRecording} from '../../source/host/recording/read.ts';
import {ReplayHost} from '../../source/host/replay/host.ts';
import {momentsOf} from '../../source/report/moment.ts';
import {makeReport, type Report} from '../../source/report/report.ts';
import {walkOptions} from '../../source/run/walk-options.ts';
import {recordings} from '../recordings/recordings.ts';

/** What a kept recording of the lab comes to, with the events on the way and their time by the recording's clock. */
export type Judged = {
	readonly name: string;
	readonly conclusion: Conclusion;
	readonly events: ReadonlyArray<{readonly at: Date; readonly event: Event}>;
	readonly report: Report;
};

export const timeZone = 'Asia/Shanghai';

const judged = async (name: string): Promise<Judged> => {
	const reading = readRecording(readFileSync(new URL(`${name}/recording.jsonl`, recordings), 'utf8'));
	if ('problem' in reading) throw new Error(`${name} ${reading.problem}`);
	const {target, witnessS} = reading.recording;
	if (target === undefined) throw new Error(`${name} has no target.`);
	const host = new ReplayHost(`replay:${name}`, reading.recording);
	host.lookAgain();
	const events: Array<{at: Date; event: Event}> = [];
	const conclusion = await run(walk(walkOptions({target, host, pace: 'all', interrupt: new Interrupt(), witnessS})), {
		show: event => events.push({at: host.clock.date(), event}),
		ask: async () => ({do: 'go'}),
		close: async () => {},
	});
	const timeLine = events.flatMap(({at, event}) => momentsOf(event, at));
	return {name, conclusion, events, report: makeReport({conclusion, timeLine, timeZone})};
};

/** Every recording, judged in a language; English is spoken again afterwards. */
export const judgedRecordings = async (language: Language = 'en'): Promise<readonly Judged[]> => {
	speak(language);
	const names = readdirSync(recordings, {withFileTypes: true}).flatMap(one => (one.isDirectory() ? [one.name] : []));
	const all: Judged[] = [];
	for (const name of names) all.push(await judged(name));
	speak('en');
	return all.map((one, index) => withTwin(one, all[(index + 1) % all.length] ?? one));
};

/** With another recording for its twin, which differs in much. */
const withTwin = (one: Judged, other: Judged): Judged => {
	const [mine, theirs] = [one, other].map(({name, conclusion, events}) =>
		runOf(
			name,
			conclusion,
			events.flatMap(({event}) => (event.type === 'step-ended' ? [event.report] : [])),
		),
	);
	if (mine === undefined || theirs === undefined) return one;
	const twin: Twin = {
		conclusion: other.conclusion,
		differences: differences(mine, theirs),
		names: [one.name, other.name],
	};
	return {...one, report: makeReport({...one.report, twin})};
};

/** The report with something else in the place of each text that isn't of a closed set: a host's words are anybody's. */
export const withTexts = <T extends object>(report: T, change: (text: string) => string): T =>
	JSON.parse(
		JSON.stringify(report, (key, value: unknown) =>
			typeof value === 'string' && !closed.has(key) ? change(value) : value,
		),
	);

// Words of this program, and dates: no host's word gets there.
const closed: ReadonlySet<string> = new Set(
	'is,id,step,status,code,certainty,severity,risk,verdict,platform,product,protocol,method,state,outcome,at,undoneAt,startedAt,timeZone'.split(
		',',
	),
);
