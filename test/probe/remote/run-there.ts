import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Observation} from '../../../source/engine/command.ts';
import type {ProbeObservation, ProbeShape} from '../../../source/engine/probe.ts';
import {chooseProber} from '../../../source/probe/remote/choose.ts';

/** A host as a prober sees it: the program, and where it comes from. */
export type There = {
	readonly program: string;
	/** The programs that are busybox's there. */
	readonly busybox?: readonly string[];
};

/** Sends a probe with that program alone, as a shell of another host would; undefined where it can't send such a probe. */
export const probeThere = async (
	{program, busybox = []}: There,
	shape: ProbeShape,
): Promise<ProbeObservation | undefined> => {
	const chosen = chooseProber(shape, new Set([program]));
	if (chosen === undefined) return undefined;
	const folder = mkdtempSync(join(tmpdir(), 'slbw-there-'));
	try {
		for (const name of busybox) symlinkSync('/bin/busybox', join(folder, name));
		const {file, args, timeoutMs} = chosen.command;
		const observation = await new Promise<Observation>(resolve => {
			const begun = performance.now();
			const env = {PATH: `${folder}:/usr/bin:/bin`, LC_ALL: 'C'};
			const child = execFile(
				file,
				[...args],
				{env, timeout: timeoutMs, killSignal: 'SIGKILL'},
				(error, stdout, stderr) => {
					const durationMs = Math.round(performance.now() - begun);
					const seen = {command: chosen.command, stdout, stderr, durationMs};
					if (error?.killed) resolve({...seen, failure: 'timeout'});
					else resolve({...seen, exitCode: typeof error?.code === 'number' ? error.code : 0});
				},
			);
			child.stdin?.end();
		});
		return chosen.read(observation);
	} finally {
		rmSync(folder, {recursive: true});
	}
};
