import {readFileSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {type Command, Option} from 'commander';
import {nearest} from '../engine/did-you-mean.ts';
import {contradiction, type Settings} from '../engine/settings.ts';
import type {Suppression} from '../engine/suppress.ts';
import {systemWords} from '../engine/system-words.ts';
import {say, type Words} from '../engine/words.ts';
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
			say({
				en: `a target of ${fileName}, which is looked for from this folder upwards; other options go before it`,
				zh: `${fileName} 中的一个目标；从当前目录向上查找该文件；其他选项优先于它`,
			}),
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
		throw new UsageError({
			en: `--target ${JSON.stringify(name)}: there is no ${fileName} in this folder or above it, where targets have names`,
			zh: `--target ${JSON.stringify(name)}：当前目录及其上级目录中没有 ${fileName}，目标的名称在该文件中定义`,
		});
	const target = file.targets.get(name);
	if (target === undefined) throw new UsageError(noSuchTarget(name, file, path ?? ''));
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

const noSuchTarget = (name: string, {targets}: SettingsFile, path: string): Words => {
	const given = `--target ${JSON.stringify(name)}`;
	const names = [...targets.keys()].map(safeLine);
	if (names.length === 0) return {en: `${given}: ${path} names no target`, zh: `${given}：${path} 中没有目标`};
	const near = nearest(name, names);
	const guess = near === undefined ? {en: '', zh: ''} : {en: `; did you mean ${near}?`, zh: `；是不是 ${near}？`};
	return {
		en: `${given}: ${path} names ${names.join(', ')}${guess.en}`,
		zh: `${given}：${path} 中有 ${names.join('、')}${guess.zh}`,
	};
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
	aside({
		en: `${path} belongs to another user (number ${uid}), and is left out`,
		zh: `${path} 属于另一个用户（编号 ${uid}），不予采用`,
	});
	return false;
};

const readFile = async (path: string): Promise<SettingsFile> => {
	const {readSettingsFile} = await import('../settings-file/read.ts');
	let content: string;
	try {
		content = readFileSync(path, 'utf8');
	} catch (error) {
		const why = systemWords(error);
		throw new UsageError({en: `${path}: it can’t be read (${why.en})`, zh: `${path}：无法读取（${why.zh}）`});
	}

	const reading = readSettingsFile(content);
	if ('problems' in reading)
		throw new UsageError({
			en: reading.problems.map(({en}) => `${path}: ${safeLine(en)}`).join('\nslb-wizard: '),
			zh: reading.problems.map(({zh}) => `${path}：${safeLine(zh)}`).join('\nslb-wizard: '),
		});
	return reading.file;
};
