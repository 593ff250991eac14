import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';

/** The schema of JUnit’s XML. */
export const xsd: string = fileURLToPath(new URL('junit.xsd', import.meta.url));

/** Runs xmllint (test/report/packages.txt); all that it prints. */
export const xmllint = (args: readonly string[], input = ''): string => {
	const {stdout, stderr} = spawnSync('xmllint', args, {input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024});
	return `${stdout}${stderr}`.trim();
};

/** What is wrong with files of JUnit, each line with the file’s name; empty when all are valid. One process looks at them all. */
export const junitFaults = (files: readonly string[]): readonly string[] =>
	files.length === 0
		? []
		: xmllint(['--noout', '--schema', xsd, ...files])
				.split('\n')
				.filter(line => !/^\S+ validates$/.test(line));
