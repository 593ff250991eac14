import {readFileSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {type Command, Option} from 'commander';
import {nearest} from '../engine/did-you-mean.ts';
import {contradiction, type Settings} from '../engine/settings.ts';
import type {Suppression} from '../engine/suppress.ts';
import {systemWords} from '../engine/system-words.ts';
import {safeLine} from '../face/words/safe.ts';
import {aside} from '../run/aside.ts';
import {UsageError} from '../run/usage-error.ts';
import type {SettingsFile} from '../settings-file/read.ts';
import type {Given} from './given.ts';
import {readSettings} from './target-options.ts';

const fileName = 'slb-wizard.json';

/** Gives a command the option that names a target of the settings file. */
export const addTargetName = (command: Command): Command =>
	command.addOption(
		new Option(
			'--target <name>',
			`a target of ${fileName}, which is looked for from this folder upwards; other options go before it`,
		),
	);

/** What is asked for, with what the settings file adds: the named target's options, and what is suppressed. */
export const readWithFile = async (
	given: Given,
): Promise<{readonly settings: Settings; readonly suppressions: readonly Suppression[]}> => {
	const said = readSettings(given);
	const path = findUpwards(process.cwd());
	const file = path === undefined ? undefined : await readFile(path);
	const name = given.target;
	if (typeof name !== 'string') return {settings: said, suppressions: file?.suppressions ?? []};
	if (file === undefined)
		throw new UsageError(
			`--target ${JSON.stringify(name)}: there is no ${fileName} in this folder or above it, where targets have names`,
		);
	const target = file.targets.get(name);
	if (target === undefined)
		throw new UsageError(`--target ${JSON.stringify(name)}: ${noSuchTarget(name, file, path ?? '')}`);
	const settings = {...target, ...said};
	const problem = contradiction(settings);
	if (problem !== undefined) throw new UsageError(problem);
	return {settings, suppressions: file.suppressions};
};

/** The names of targets in the settings file, whatever else is wrong with it; none where there is no file. */
export const targetNames = (): readonly string[] => {
	const path = findUpwards(process.cwd());
	try {
		const {targets}: {targets?: unknown} = path === undefined ? {} : JSON.parse(readFileSync(path, 'utf8'));
		return typeof targets === 'object' && targets !== null ? Object.keys(targets) : [];
	} catch {
		return [];
	}
};

const noSuchTarget = (name: string, {targets}: SettingsFile, path: string): string => {
	const names = [...targets.keys()];
	const near = nearest(name, names);
	const guess = near === undefined ? '' : `; did you mean ${safeLine(near)}?`;
	const known = names.length === 0 ? 'names no target' : `names ${names.map(safeLine).join(', ')}`;
	return `${path} ${known}${guess}`;
};

const findUpwards = (folder: string): string | undefined => {
	const path = join(folder, fileName);
	const isThere = statSync(path, {throwIfNoEntry: false})?.isFile() === true;
	if (isThere && isTrusted(path)) return path;
	const above = dirname(folder);
	return above === folder ? undefined : findUpwards(above);
};

/** In a folder that others can write to, such as /tmp, somebody else's file must not say what is looked at. */
const isTrusted = (path: string): boolean => {
	const me = process.getuid?.();
	const {uid} = statSync(path);
	if (me === undefined || uid === me || uid === 0 || `${uid}` === process.env.SUDO_UID) return true;
	aside(`${path} belongs to another user (number ${uid}), and is left out`);
	return false;
};

const readFile = async (path: string): Promise<SettingsFile> => {
	const {readSettingsFile} = await import('../settings-file/read.ts');
	let content: string;
	try {
		content = readFileSync(path, 'utf8');
	} catch (error) {
		throw new UsageError(`${path}: it can’t be read (${systemWords(error)})`);
	}

	const reading = readSettingsFile(content);
	if ('problems' in reading)
		throw new UsageError(reading.problems.map(problem => `${path}: ${safeLine(problem)}`).join('\nslb-wizard: '));
	return reading.file;
};
