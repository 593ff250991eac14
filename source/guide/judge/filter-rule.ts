import {type Command, commandLine, type Observation, privileged} from '../../engine/command.ts';
import type {Evidence, Values} from '../../engine/finding.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import {parseSpan} from '../../packet/address.ts';
import type {RuleRef} from '../../packet/passage.ts';
import {common, rangesOf} from '../../packet/ranges.ts';

/** The command that shows a rule where it stands. */
export const showRule = ({tool, family, table, chain}: RuleRef): Command => {
	if (tool === 'nft') return privileged('nft', '-a', 'list', 'chain', family, table, chain);
	const file = `${family === 'ip6' ? 'ip6tables' : 'iptables'}${tool === 'iptables-legacy' ? '-legacy' : ''}`;
	return privileged(`${file}-save`, '-c', '-t', table);
};

/** The rule in words: "rule 3 of filter INPUT (iptables): -A INPUT …". */
export const ruleWords = ({tool, family, table, chain, number, text}: RuleRef): Words => {
	if (tool === 'windows-firewall')
		return {en: `${text} (Windows Firewall, ${table} profile)`, zh: `“${text}”（Windows 防火墙，${table} 配置文件）`};
	const place = tool === 'nft' ? `${family} ${table} ${chain}` : `${table} ${chain}`;
	return {
		en: `${number === undefined ? 'the policy' : `rule ${number}`} of ${place} (${tool}): ${text}`,
		zh: `${place} (${tool}) 的${number === undefined ? '默认策略' : `第 ${number} 条规则`}“${text}”`,
	};
};

const listingOf: Readonly<Record<RuleRef['tool'], RegExp>> = {
	iptables: /^ip6?tables-save/,
	'iptables-legacy': /^ip6?tables(-legacy)?-save/,
	nft: /^nft$/,
	'windows-firewall': /^powershell$/,
};

/** The listing that shows the rule, and the rule as it stands there. */
export function ruleEvidence(rule: RuleRef, from: readonly Observation[]): Evidence {
	const listings = from.filter(({command}) => listingOf[rule.tool].test(command.file));
	const listing =
		listings.find(({command}) => command.file.includes('legacy') === (rule.tool === 'iptables-legacy')) ?? listings[0];
	const place =
		rule.tool === 'nft'
			? `table ${rule.family} ${rule.table}, chain ${rule.chain}: `
			: rule.table === 'filter'
				? ''
				: `*${rule.table}\n`;
	const counted = rule.packets === undefined || rule.tool === 'nft' ? '' : `[${rule.packets} packets] `;
	return {
		command: commandLine(listing?.command ?? showRule(rule)),
		excerpt: `${place}${counted}${rule.text}${rule.handle === undefined ? '' : ` # handle ${rule.handle}`}`,
	};
}

/** Everything about a rule that the words of a cause may use. */
export const ruleValues = (rule: RuleRef): Values<Words> => ({
	rule: rule.text,
	tool: rule.tool,
	family: rule.family,
	table: rule.table,
	chain: rule.chain,
	hook: rule.hook,
	owner: verbatim(rule.owner),
	...(rule.number === undefined ? {} : {number: String(rule.number)}),
	...(rule.handle === undefined ? {} : {handle: String(rule.handle)}),
	...(rule.ownerName === undefined ? {} : {ownerName: rule.ownerName}),
});

const mostElements = 3;

/** The elements of the IP set that a rule names which hold addresses of a part of the sources. */
export function setEvidence(
	{text}: RuleRef,
	part: readonly string[],
	from: readonly Observation[],
): readonly Evidence[] {
	const name = /--match-set (\S+)/.exec(text)?.[1];
	const saved = from.find(({command}) => command.file === 'ipset');
	if (name === undefined || !saved || text.includes('! --match-set')) return [];
	const hit = rangesOf(part.flatMap(prefix => parseSpan(prefix) ?? []).map(({range}) => range));
	const lines: string[] = [];
	for (const line of saved.stdout.split('\n')) {
		if (lines.length === mostElements) break;
		if (!line.startsWith(`add ${name} `)) continue;
		const span = parseSpan(line.split(' ')[2]?.split(',')[0] ?? '');
		// One set never holds both versions of IP, and a part is of one.
		if (span && typeof span.range[0] === typeof hit[0] && common([...span.range], hit).length > 0) lines.push(line);
	}
	return lines.length === 0 ? [] : [{command: commandLine(saved.command), excerpt: lines.join('\n')}];
}
