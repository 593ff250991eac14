import {readdirSync, readFileSync} from 'node:fs';
import type {Conclusion, Event} from '../../source/engine/event.ts';
import {Interrupt} from '../../source/engine/interrupt.ts';
import {run, walk} from '../../source/engine/walk.ts';
import {readRecording} from '../../source/host/recording/read.ts';
import {ReplayHost} from '../../source/host/replay/host.ts';
import {walkOptions} from '../../source/run/walk-options.ts';
import {recordings} from '../recordings/recordings.ts';

/** What a kept recording of the lab comes to, with the events on the way and their time by the recording's clock. */
export type Judged = {
	readonly name: string;
	readonly conclusion: Conclusion;
	readonly events: ReadonlyArray<{readonly at: Date; readonly event: Event}>;
};

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
	return {name, conclusion, events};
};

/** Every recording, judged. */
export const judgedRecordings = async (): Promise<readonly Judged[]> => {
	const names = readdirSync(recordings, {withFileTypes: true}).flatMap(one => (one.isDirectory() ? [one.name] : []));
	const all: Judged[] = [];
	for (const name of names) all.push(await judged(name));
	return all;
};
