import {catalogue} from '../cause/catalogue.ts';
import {targetNames} from '../command-line/settings-file.ts';
import {demoFaults} from '../demo/faults.ts';
import {causeCodes} from '../engine/cause-code.ts';
import {say} from '../engine/words.ts';
import {listSessions} from '../session/list.ts';
import {sessionsFolder} from '../session/state-folder.ts';
import {sshNames} from './ssh-names.ts';

/** What an option or an argument can be. */
export type Values = {
	readonly offers: () => ReadonlyArray<{readonly value: string; readonly words?: string}>;
	/** Whether it can be a file as well. */
	readonly orFiles?: true;
};

const these = (...values: readonly string[]): Values => ({offers: () => values.map(value => ({value}))});

const files: Values = {offers: () => [], orFiles: true};

const codes: Values = {offers: () => causeCodes.map(value => ({value, words: say(catalogue[value].title)}))};

const faults: Values = {offers: () => demoFaults.map(({id, title}) => ({value: id, words: say(title)}))};

const sessions: Values = {
	offers: () => {
		const all = listSessions(sessionsFolder());
		return 'problem' in all ? [] : all.map(({id}) => ({value: id}));
	},
};

const hosts: Values = {
	offers: () => [
		{value: 'local', words: say({en: 'this host', zh: '本机'})},
		...sshNames().map(name => ({value: `ssh://${name}`})),
	],
};

const targets: Values = {offers: () => targetNames().map(value => ({value}))};

const options: ReadonlyMap<string, Values> = new Map<string, Values>([
	...(['host', 'compare'] as const).map(name => [name, hosts] as const),
	...(['report', 'record', 'rules'] as const).map(name => [name, files] as const),
	['resume', sessions],
	['target', targets],
	['protocol', these('tcp', 'udp', 'http', 'https')],
	['product', these('clb', 'alb', 'nlb')],
	['method', these('head', 'get')],
	['codes', these('http_2xx', 'http_3xx', 'http_4xx', 'http_5xx', 'http_2xx,http_3xx')],
]);

/** The values of an option of a command; undefined where they are the option's own choices, or can't be known. */
export const optionValues = (command: string, option: string): Values | undefined => {
	// A packet's protocol is another one: explain has its own choices.
	if (command === 'explain' && option === 'protocol') return undefined;
	return command === 'report' && option === 'to' ? files : options.get(option);
};

const kept: Values = {...sessions, orFiles: true};

const args: ReadonlyMap<string, Values> = new Map<string, Values>([
	['explain code', codes],
	['completion shell', these('bash', 'zsh', 'fish')],
	['fix code', codes],
	['demo fault', faults],
	['sessions rm id', sessions],
	['report from', kept],
	['diff before', kept],
	['diff after', kept],
]);

/** The values of an argument of a command; undefined where they can't be known. */
export const argumentValues = (command: string, name: string): Values | undefined => args.get(`${command} ${name}`);
