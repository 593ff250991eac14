import type {Look} from '../../engine/fact.ts';
import type {Seen} from '../../engine/known.ts';
import {familyOf} from '../../packet/address.ts';
import type {Filters, Table} from '../../packet/filters.ts';
import type {Passage, RuleRef} from '../../packet/passage.ts';
import {simulate} from '../../packet/simulate.ts';
import {hostNetwork} from '../host-network.ts';
import {packetFilters} from '../packet-filters.ts';
import {passages, probePacket} from '../passages.ts';
import {cannotLook, isLongEnough, type Sighting, unseen, type Way, within} from './sighting.ts';

/** The counters of the rules that stop probes, or that let only them pass. */
export const watchRules: Way = async look => {
	if (look.target.platform === 'windows')
		return cannotLook({en: 'Windows Firewall counts nothing by rule', zh: 'Windows 防火墙不按规则计数'});
	const [filters, way] = await Promise.all([look.know(packetFilters), look.know(passages)]);
	if (!filters.known) return cannotLook(filters.why, filters.from);
	if (!way.known) return cannotLook(way.why, way.from);
	const telling = await tellingRules(look, filters.value.filters, way.value);
	if (telling.length === 0) return cannotLook({en: 'no rule stands for probes alone', zh: '没有只针对探测的规则'});
	const counted = telling.filter(({rule}) => rule.packets !== undefined);
	if (counted.length === 0)
		return cannotLook({
			en: `the rules that decide over probes have no counter (${telling[0]?.rule.text})`,
			zh: `决定探测去留的规则没有计数器（${telling[0]?.rule.text}）`,
		});
	// The first sample may be older than the time of watching: it is taken anew.
	const early = look.witnessS === undefined ? filters : await readAgain(look);
	return async watchedS => {
		const late = await readAgain(look);
		if (!early.known || !late.known) return unseen({en: 'the rules could not be read again', zh: '无法再次读取规则'});
		const grown = counted.flatMap(({rule, is}): readonly Sighting[] => {
			const count = packetsOf(late.value.filters, rule) - packetsOf(early.value.filters, rule);
			return count > 0 ? [sightingOf(rule, is, {count, watchedS, from: late.from})] : [];
		});
		return {
			sightings: grown,
			isSilent: grown.length === 0 && counted.some(({decides}) => decides) && isLongEnough(look, watchedS),
			from: late.from,
		};
	};
};

const readAgain = (look: Look) => packetFilters.lookUp({...look, run: look.runAgain});

type Telling = {
	readonly rule: RuleRef;
	readonly is: 'stopped' | 'arrived';
	/** Every probe meets it. */
	readonly decides: boolean;
};

/** Rules of the probes' way whose counter tells of probes: other senders, or other ports, don't meet them. */
async function tellingRules(look: Look, filters: Filters, ways: readonly Passage[]): Promise<readonly Telling[]> {
	const around = await look.know(hostNetwork);
	if (!around.known) return [];
	const {network, arrival} = around.value;
	const family = familyOf(look.target.backend);
	const packet = {...probePacket(look.target), ...(arrival === undefined ? {} : {inInterface: arrival})};
	const strangers = family === 4 ? ['198.51.100.0/24', '203.0.113.7/32'] : ['2001:db8:ffff::/48'];
	const met = (passagesOf: readonly Passage[]) =>
		new Set(passagesOf.flatMap(({trace}) => trace.flatMap(step => ('rule' in step ? [keyOf(step.rule)] : []))));
	const byStrangers = met(simulate({filters, network, packet: {...packet, sources: strangers}}));
	const byOtherPorts = met(simulate({filters, network, packet: {...packet, port: otherPort(packet.port)}}));
	const isTelling = (rule: RuleRef): boolean => !byStrangers.has(keyOf(rule)) || !byOtherPorts.has(keyOf(rule));
	const telling = new Map<string, Telling>();
	for (const {probe, trace, share} of ways) {
		if (probe.is === 'stop' && isTelling(probe.by))
			telling.set(keyOf(probe.by), {rule: probe.by, is: 'stopped', decides: share === 1});
		for (const step of trace)
			if (
				'rule' in step &&
				/^(prerouting|input|forward)$/.test(step.rule.hook) &&
				!byStrangers.has(keyOf(step.rule)) &&
				!telling.has(keyOf(step.rule))
			)
				telling.set(keyOf(step.rule), {rule: step.rule, is: 'arrived', decides: share === 1 && probe.is === 'accept'});
	}
	return [...telling.values()];
}

const otherPort = (port: number): number => (port === 9 ? 7 : 9);

const keyOf = ({tool, family, table, chain, number, handle, hook}: RuleRef): string =>
	[tool, family, table, chain, handle ?? number ?? 'policy', hook].join(' ');

/** How many packets a rule (or a policy) has counted; 0 for one that isn't there any more. */
function packetsOf({tables}: Filters, wanted: RuleRef): number {
	const table = tables.find(
		({tool, family, name}: Table) => tool === wanted.tool && family === wanted.family && name === wanted.table,
	);
	const rules = table?.chains.get(wanted.chain)?.rules ?? [];
	const found =
		wanted.number === undefined
			? table?.bases.find(({chain}) => chain === wanted.chain)?.ref
			: rules
					.map(({ref}) => ref)
					.find(
						ref =>
							(wanted.handle === undefined ? ref.number === wanted.number : ref.handle === wanted.handle) &&
							ref.text.replace(/packets \d+ bytes \d+/, '') === wanted.text.replace(/packets \d+ bytes \d+/, ''),
					);
	return found?.packets ?? 0;
}

function sightingOf(
	rule: RuleRef,
	is: Telling['is'],
	{count, watchedS, from}: {readonly count: number; readonly watchedS: number; readonly from: Seen<unknown>['from']},
): Sighting {
	const [listing] = from.filter(({command}) =>
		rule.tool === 'nft' ? command.file === 'nft' : /tables/.test(command.file),
	);
	return {
		is,
		count,
		when: within(watchedS),
		rule,
		evidence: {
			command: listing === undefined ? rule.tool : [listing.command.file, ...listing.command.args].join(' '),
			excerpt: {
				en: `${rule.text}: +${count} ${count === 1 ? 'packet' : 'packets'}`,
				zh: `${rule.text}：+${count} 个报文`,
			},
		},
	};
}
