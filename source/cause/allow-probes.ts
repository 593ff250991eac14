import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import {verbatim} from '../engine/words.ts';
import {transport} from './check-words.ts';
import {allowInDocker, allowInFirewalld, allowInUfw, allowInWindows} from './firewall-front-end.ts';
import {keepIptables, keepNft} from './keep-rules.ts';
import {packetWords} from './packet-words.ts';
import {remedy} from './remedy.ts';
import {bothChanges, iptablesChange, nftChange, tags} from './rule-change.ts';
import {iptablesMatch, isIpv6, nftMatch, type Packet, type Way} from './rule-match.ts';
import {takeRuleOut} from './take-rule-out.ts';

/**
 * The ways to let the probes (their replies, or the pings before them) through, and nothing else, in the tool that
 * holds the rule. A rule is inserted before what drops, never appended, and carries the comment slb-wizard.
 */
export const letThrough = (values: Values, target: Target, way: Way): readonly Remedy[] => {
	if (target.platform === 'windows') return allowInWindows(values, target, way);
	const packet: Packet = {
		sources: sameFamily(target),
		port: values.port ?? String(target.healthCheck.port),
		transport: transport(target),
		way,
	};
	// What before.rules holds comes before every rule that ufw's own commands make.
	if (way === 'probes' && values.owner === 'ufw' && !values.chain?.startsWith('ufw-before'))
		return [allowInUfw(packet)];
	if (way === 'probes' && values.owner === 'firewalld') return [allowInFirewalld(values, packet)];
	if (way === 'probes' && values.chain === 'DOCKER-USER') return [allowInDocker(packet, target.healthCheck.port)];
	return [insert(values, packet), ...takeRuleOut(values)];
};

/** Probes meet rules on their way in, replies on their way out. */
export const wayOf = ({hook}: Values): Way => (hook === 'output' || hook === 'postrouting' ? 'replies' : 'probes');

/**
 * Lets forwarded probes through and the replies to them back: the FORWARD chain sees both. Docker's own rules do the
 * latter for DOCKER-USER.
 */
export const letForwarded = (values: Values, target: Target): readonly Remedy[] => {
	const [there, ...rest] = letThrough(values, target, 'probes');
	const [back] = values.chain === 'DOCKER-USER' ? [] : letThrough(values, target, 'replies');
	if (there === undefined || back === undefined) return letThrough(values, target, 'probes');
	const both = (one?: string, other?: string): string | undefined =>
		one === undefined || other === undefined ? one : `${one}; ${other}`;
	return [
		remedy({
			...there,
			summary: verbatim(there.summary),
			command: both(there.command, back.command),
			undo: both(there.undo, back.undo),
			change: bothChanges(there.change, back.change),
		}),
		...rest,
	];
};

/** The sources of the backend's own address family: a rule can't hold both. */
const sameFamily = ({backend, sources}: Target): readonly string[] => {
	const same = sources.filter(source => source.includes(':') === backend.includes(':'));
	return same.length === 0 ? sources : same;
};

const insert = (values: Values, packet: Packet): Remedy => {
	switch (values.tool) {
		case 'nft':
			return insertInNft(values, packet);
		case 'iptables':
		case 'iptables-legacy':
			return insertInIptables(values, packet);
		default:
			return remedy({
				summary: {
					en: `Insert a rule that accepts ${packetWords(packet).en} before the one that drops, in the tool that holds it.`,
					zh: `在丢弃报文的规则所属的工具中，在该规则之前插入一条放行${packetWords(packet).zh}的规则。`,
				},
				risk: 'low',
			});
	}
};

const insertInIptables = (values: Values, packet: Packet): Remedy => {
	const {tool, table, chain} = values;
	const file = `${isIpv6(packet) ? 'ip6tables' : 'iptables'}${tool === 'iptables-legacy' ? '-legacy' : ''}`;
	const inTable = table === undefined || table === 'filter' ? '' : ` -t ${quoteWord(table)}`;
	const inChain = quoteWord(chain ?? (packet.way === 'replies' ? 'OUTPUT' : 'INPUT'));
	const rule = (tag: string): string => `${inChain} ${iptablesMatch(packet)} -m comment --comment ${tag} -j ACCEPT`;
	const {words, keep} = keepIptables(values, isIpv6(packet));
	return remedy({
		summary: {
			en: `Accept ${packetWords(packet).en} before the rule that drops. ${words.en}`,
			zh: `在丢弃报文的规则之前放行${packetWords(packet).zh}。${words.zh}`,
		},
		command: `${file}${inTable} -I ${rule(tags.pasted)}`,
		undo: `${file}${inTable} -D ${rule(tags.pasted)}`,
		keep,
		risk: 'low',
		change: iptablesChange(`${file}${inTable}`, inChain, rule),
	});
};

const insertInNft = (values: Values, packet: Packet): Remedy => {
	const {family, table, chain} = values;
	const place = [family ?? 'inet', table ?? 'filter', chain ?? (packet.way === 'replies' ? 'output' : 'input')];
	const words = place.map(quoteWord).join(' ');
	const statement = (tag: string): string =>
		`insert rule ${place.join(' ')} ${nftMatch(packet)} counter accept comment "${tag}"`;
	const undo = (tag: string): string =>
		`nft delete rule ${words} handle "$(nft -a list chain ${words} | sed -n 's/.*comment "${tag}" # handle //p' | head -n 1)"`;
	const {words: lasting, keep} = keepNft(values, statement(tags.pasted));
	return remedy({
		summary: {
			en: `Accept ${packetWords(packet).en} in the chain that drops. ${lasting.en}`,
			zh: `在丢弃报文的链中放行${packetWords(packet).zh}。${lasting.zh}`,
		},
		command: `nft ${quoteWord(statement(tags.pasted))}`,
		keep,
		undo: undo(tags.pasted),
		risk: 'low',
		change: nftChange(words, statement, undo),
	});
};
