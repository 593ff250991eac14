import {chmodSync} from 'node:fs';
import type {Lab} from './lab.ts';

/** Words to put before a program: to it these folders of the lab are where others are. The keys are folders that exist. */
export const laidOver = (lab: Lab, folders: Readonly<Record<string, string>>): readonly string[] => {
	const script = lab.write(
		'laid-over.sh',
		`#!/bin/sh
exec unshare -m sh -ec '
mount --make-rprivate /
${Object.entries(folders)
	.map(([there, own]) => `mount --bind ${lab.directory}/${own} ${there}`)
	.join('\n')}
exec "$@"' sh "$@"
`,
	);
	chmodSync(script, 0o755);
	return [script];
};
