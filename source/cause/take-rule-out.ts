import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import {remedy} from './remedy.ts';

/** Text that no shell reads anything into: a rule's own comment could hold anything. */
const plainRule = /^-A ([\w.-]+) ([\w@%+=:,./! -]+)$/;

/** Takes an iptables rule that somebody wrote by hand out; nothing when a program owns it or it can't be pasted. */
export const takeRuleOut = ({tool, family, table, rule, number, owner}: Values): readonly Remedy[] => {
	if (tool === undefined || tool === 'nft' || (owner !== undefined && owner !== 'hand-made')) return [];
	const [, chain, match] = rule?.match(plainRule) ?? [];
	if (chain === undefined || match === undefined) return [];
	const inTable = table === undefined || table === 'filter' ? '' : ` -t ${quoteWord(table)}`;
	const file = `${family === 'ip6' ? tool.replace('iptables', 'ip6tables') : tool}${inTable}`;
	return [
		remedy({
			summary: {
				en: 'Take that rule out, if nobody needs it: all that it kept away comes in again.',
				zh: '若没有人需要该规则，将其删除：它拦截的流量会重新进入。',
			},
			command: `${file} -D ${chain} ${match}`,
			undo: `${file} -I ${chain} ${number === undefined ? '' : `${quoteWord(number)} `}${match}`,
			risk: 'medium',
		}),
	];
};
