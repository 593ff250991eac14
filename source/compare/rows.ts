import type {Observation} from '../engine/command.ts';
import {items, member, textOf} from '../packet/nft/json.ts';
import {ruleText} from '../packet/nft/rule-text.ts';

// What is so anyway where nothing is said: a chain that lets pass, the frame of a table, a comment.
const frame = /^(?:#.*|\*\w+|COMMIT|(?:\[\d+:\d+\] )?:\S+ (?:ACCEPT|-).*)$/;

const listening = /\bLISTEN\s+(\d+)\s+(\d+)/g;

/** How many wait in a queue for the moment is no difference, as long as there is room. */
const steady = (words: string, waiting: string, most: string): string =>
	Number(waiting) * 2 <= Number(most) ? `LISTEN 0 ${most}` : words;

/** The things that an observation says, one in a row: a rule, a route, an interface, a socket. */
export const rowsOf = ({command: {file, args}, stdout, stderr, failure, exitCode}: Observation): readonly string[] => {
	if (failure !== undefined) return [`(${failure})`];
	// Of a process only its state: the rest are its numbers and its memory.
	if (/^\/proc\/\d+\/status$/.test(args.at(-1) ?? ''))
		return stdout.split('\n').filter(line => /^(?:Name|State|Uid):/.test(line));
	if (file === 'nft' && exitCode === 0) return nftRows(stdout) ?? stdout.split('\n');
	// An interface and its addresses belong together.
	if (file === 'ip' && args.includes('addr')) return stdout.replace(/\n\s+/g, ' ').split('\n');
	const rows = (stdout.trim() === '' ? stderr : stdout)
		.replace(listening, steady)
		.split('\n')
		.filter(row => !frame.test(row.trim()));
	return exitCode === 0 ? rows : [...rows, `(exit ${exitCode ?? '?'})`];
};

/** The rules of nft in its own language, and the chains that stop what no rule lets pass. */
const nftRows = (stdout: string): readonly string[] | undefined => {
	let list: unknown;
	try {
		list = JSON.parse(stdout);
	} catch {
		return undefined;
	}

	return items(member(list, 'nftables')).flatMap(thing => {
		const rule = member(thing, 'rule');
		const chain = member(thing, 'chain');
		if (rule !== undefined) {
			const at = ['family', 'table', 'chain'].map(name => textOf(rule, name) ?? '?').join(' ');
			return [`${at}: ${ruleText(items(member(rule, 'expr')), textOf(rule, 'comment'))}`];
		}

		if (chain !== undefined && textOf(chain, 'policy') === 'drop')
			return [`${['family', 'table', 'name'].map(name => textOf(chain, name) ?? '?').join(' ')}: policy drop`];
		const set = member(thing, 'set') ?? member(thing, 'map');
		return set === undefined ? [] : [JSON.stringify(set)];
	});
};
