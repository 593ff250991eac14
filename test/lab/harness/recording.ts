import {chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect} from 'vitest';
import {expectation, folderNameOf, recordings} from '../../recordings/recordings.ts';
import {execute} from './execute.ts';
import type {Hobble} from './hobble.ts';
import type {Lab} from './lab.ts';
import {program} from './program.ts';

/** Where a run of this lab is recorded; the user that it runs as has to make the folder itself. */
export const recordingFolder = (lab: Lab): string => {
	const parent = join(lab.directory, 'recordings');
	mkdirSync(parent, {recursive: true});
	chmodSync(parent, 0o777);
	return join(parent, 'run');
};

/** A result without what differs from run to run: when it was, and how long things took. */
const timeless = (result: string): unknown =>
	JSON.parse(result, (key, value) => (key === 'startedAt' || key === 'durationMs' ? undefined : value));

/** Judges a recording again, here and without the lab's host, and expects the same result as then. */
export const expectSameAgain = async (
	folder: string,
	{stdout, exitCode}: {readonly stdout: string; readonly exitCode: number},
) => {
	const again = await execute(process.execPath, [program, 'check', '--json', '--host', `replay:${folder}`]);
	expect(again.stderr).toMatch(/^slb-wizard: Nothing is run/);
	expect(timeless(again.stdout), 'the recording, judged again').toEqual(timeless(stdout));
	expect(again.exitCode).toBe(exitCode);
};

/** A host that shows its own processes and messages only: what else runs on the machine of the lab is no part of it. */
export const onlyTheLab = (hobble: Hobble = {}): Hobble => ({
	...hobble,
	instead: {
		ps: `here=$(readlink /proc/self/ns/net)
ps.real "$@" | while IFS= read -r line; do
	pid=\${line#"\${line%%[! ]*}"}
	[ "$(readlink "/proc/\${pid%% *}/ns/net" 2>/dev/null)" = "$here" ] || continue
	case $line in *bin.mjs*|*ps.real*|*pid=,ppid=*) ;; *) printf '%s\\n' "$line" ;; esac
done`,
		dmesg: 'dmesg.real "$@" | grep -E "nf_conntrack|SYN flooding" | tail -n 20',
		...hobble.instead,
	},
});

/** What else is mounted on the machine of the lab is no part of the lab either. */
const onlyUsualMounts = (line: string): string => {
	if (!/"args":\["\/proc\/(?:\d+\/)?mount(?:s|info)"\]/.test(line)) return line;
	const entry = JSON.parse(line);
	const rows: readonly string[] = entry.observation.stdout.split('\n');
	entry.observation.stdout = rows
		.filter(row => row === '' || /\s\/(?:(?:proc|sys|dev|run|tmp)(?:\/\S*)?)?\s/.test(row))
		.join('\n');
	return JSON.stringify(entry);
};

/** Puts a recording among those that are kept for the tests, with what was found then. */
export const keepRecording = (name: string, folder: string, result: string): void => {
	const place = fileURLToPath(new URL(`${folderNameOf(name)}/`, recordings));
	rmSync(place, {recursive: true, force: true});
	mkdirSync(place, {recursive: true});
	const lines = readFileSync(join(folder, 'recording.jsonl'), 'utf8').split('\n');
	writeFileSync(join(place, 'recording.jsonl'), lines.map(onlyUsualMounts).join('\n'));
	writeFileSync(join(place, 'expected.json'), `${JSON.stringify(expectation(JSON.parse(result)), undefined, '\t')}\n`);
};
