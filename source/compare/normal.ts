import {clean} from '../engine/clean.ts';
import {commandLine} from '../engine/command.ts';
import {mask} from '../engine/mask.ts';
import {rowsOf} from './rows.ts';
import type {Run} from './run.ts';

/** What an observation says, without what has to differ between two hosts or two moments. */
export type Said = {readonly command: string; readonly lines: readonly string[]};

/** Rules in the order in which they are tried. Each names what it stands for, so that a shown line can be read. */
const rules: ReadonlyArray<readonly [RegExp, string]> = [
	[/\b(?:[\da-f]{2}:){5}[\da-f]{2}\b/gi, '<mac>'],
	[/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi, '<uuid>'],
	[/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, '<time>'],
	[/\b\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\b/g, '<time>'],
	[/\b\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d(?: [+-]\d{4})?/g, '<time>'],
	[
		/\b(?:[A-Z][a-z]{2},? )?(?:\d{1,2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{2} +\d{1,2}) \d\d:\d\d:\d\d(?: \d{4})?(?: GMT| UTC)?/g,
		'<time>',
	],
	[/\[\s*\d+\.\d{6}\]/g, '<time>'],
	// iptables-save -c and nft count what they have seen.
	[/\[\d+:\d+\]/g, '<count>'],
	[/"(?:packets|bytes|handle|index)":\s?\d+,?\s?/g, ''],
	[/\bcounter(?: packets \d+ bytes \d+)? ?/g, ''],
	[/\bpid=\d+/g, 'pid=<pid>'],
	[/\bfd=\d+/g, 'fd=<fd>'],
	// A listener is the same with more workers.
	[/\("([^"]+)",pid=<pid>,fd=<fd>\)(?:,\("\1",pid=<pid>,fd=<fd>\))*/g, '$1'],
	[/\(pid \d+\)/g, '(pid <pid>)'],
	// ps -eo pid=,ppid=,state=,etimes=
	[/^\s*\d+\s+\d+\s+([A-Z])\s+\d+\s+/, '$1 '],
	[/\/proc\/\d+\//g, '/proc/<pid>/'],
	[/\b(?:ino|sk|cgroup):\S+/g, ''],
	[/\b(?:valid_lft|preferred_lft|expires|age|rtt|timer):?\S* \S+/g, ''],
	[/\bqlen \d+|\blink-netnsid \d+|\blink-netns \S+|@if\d+/g, ''],
	[/^\d+: (?=[\w.-]+:? )/g, ''],
	[/\bETag: \S+|\bLast-Modified: .*|\bDate: .*/gi, ''],
];

/** Words that every line of a host may hold: its names and addresses. */
const ownWords = ({result, observations = []}: Run): ReadonlyArray<readonly [string, string]> => {
	const {backend} = result.target;
	const own = observations
		.filter(({command: {file, args}}) => file === 'ip' && args.includes('addr'))
		.flatMap(({stdout}) => [...stdout.matchAll(/\binet6? ([\da-f.:]+)/g)].map(([, address = '']) => address))
		.filter(address => !address.startsWith('127.') && address !== '::1' && address !== backend);
	return [[backend, '<backend>'], ...[...new Set(own)].map(address => [address, '<address>'] as const)];
};

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Says what each command showed, in the same words on every host. A command that ran several times speaks once. */
export const normalise = (run: Run): readonly Said[] => {
	const own = ownWords(run).map(
		([word, by]) => [new RegExp(`(?<![\\w.:])${escaped(word)}(?![\\d]|\\.\\d)`, 'g'), by] as const,
	);
	const plain = (text: string): string =>
		[...own, ...rules]
			.reduce((said, [pattern, by]) => said.replace(pattern, by), mask(clean(text)))
			.replace(/\s+/g, ' ')
			.trim();
	const said = new Map<string, readonly string[]>();
	for (const observation of run.observations ?? []) {
		const command = plain(commandLine(observation.command));
		const lines = rowsOf(observation).map(plain).filter(Boolean);
		said.set(command, [...new Set([...(said.get(command) ?? []), ...lines])]);
	}

	return [...said].map(([command, lines]) => ({command, lines}));
};

/** The interfaces that hold the backend's address. */
export const interfacesOf = ({result, observations = []}: Run): readonly string[] =>
	observations
		.filter(({command: {file, args}}) => file === 'ip' && args.includes('addr'))
		.flatMap(({stdout}) => stdout.split(/\n(?=\d)/))
		.filter(block => block.includes(` ${result.target.backend}/`))
		.flatMap(block => /^\d+: ([^:@]+)/.exec(block)?.[1] ?? []);
