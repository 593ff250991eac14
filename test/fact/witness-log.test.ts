import {expect, test} from 'vitest';
import {verbatim} from '../../source/engine/words.ts';
import {serviceLog} from '../../source/fact/service-log.ts';
import {watchLog} from '../../source/fact/witness/log.ts';
import {lookAt, target} from './look.ts';

// 2026-11-22 12:00:00 UTC.
const clock = `${Date.UTC(2026, 10, 22, 12, 0, 0) / 1000} +0000\n`;

const line = (client: string, at: string) =>
	`${client} - - [22/Nov/2026:${at} +0000] "HEAD ${target.healthCheck.path} HTTP/1.0" 200 0 "-" "-"`;

/** What the log tells after so many seconds of watching, where it holds these lines from the beginning on. */
const watched = async (lines: readonly string[], watchedS: number) => {
	const tail = {
		command: {file: 'tail', args: ['-n', '200', '/log']},
		stdout: lines.join('\n'),
		stderr: '',
		durationMs: 1,
	};
	const file = {file: verbatim('/log'), command: 'tail -n 200 /log'};
	const probes = lines.map(last => ({status: 200, count: 1, ...file, last}));
	const log = {
		known: true,
		value: {files: [file], complaints: [], probes},
		from: [{...tail, exitCode: 0}],
	} as const;
	const look = lookAt({"date '+%s %z'": clock, 'tail -n 200 /log': tail.stdout}, {facts: [[serviceLog, log]]});
	return (await watchLog(look))(watchedS);
};

test.each([
	['11:59:40', '20 s ago'],
	['11:35:00', '25 min ago'],
	['02:00:00', '10 h ago'],
])('where no probe comes any more, the last one is named however old it is (%s)', async (at, when) => {
	const {sightings, isSilent} = await watched([line('100.64.0.10', at), line('127.0.0.1', '11:59:59')], 6);
	expect(isSilent).toBe(true);
	expect(sightings).toMatchObject([{is: 'served', status: 200, count: 1, when: {en: when}, isPast: true}]);
});

test('an old probe is nobody’s answer where the watch was too short to tell', async () => {
	const {sightings, isSilent} = await watched([line('100.64.0.10', '11:35:00')], 1);
	expect(isSilent).toBe(false);
	expect(sightings).toEqual([]);
});

test('a probe of a moment ago counts, and is called past where it was there before the watch', async () => {
	const {sightings} = await watched([line('100.64.0.10', '11:59:58')], 1);
	expect(sightings).toMatchObject([{is: 'served', when: {en: '2 s ago', zh: '2 秒前'}, isPast: true}]);
});
