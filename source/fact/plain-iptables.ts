import {type Observation, privileged} from '../engine/command.ts';
import type {Fact, Look} from '../engine/fact.ts';
import {familyOf} from '../packet/address.ts';
import {passages} from './passages.ts';

/**
 * What `iptables -S` shows, as people look at it: the table filter only, of one kind only. Asked where a rule that it
 * can't show stops packets, and only of nft's build, since the legacy one makes the table that it lists. Undefined
 * where it isn't asked.
 */
export const plainIptables: Fact<Observation | undefined> = {
	id: 'plain-iptables',
	what: {en: 'what iptables -S shows', zh: 'iptables -S 的输出'},
	lookUp: async look => {
		const way = await look.know(passages);
		const isHidden =
			way.known &&
			way.value.some(({probe, reply}) =>
				[probe, reply].some(
					verdict => verdict?.is === 'stop' && !(verdict.by.tool === 'iptables' && verdict.by.table === 'filter'),
				),
			);
		const shown = isHidden ? await ask(look) : undefined;
		return {known: true, value: shown, from: shown === undefined ? [] : [shown]};
	},
};

async function ask(look: Look): Promise<Observation | undefined> {
	const file = familyOf(look.target.backend) === 4 ? 'iptables' : 'ip6tables';
	const version = await look.run(privileged(file, '--version'));
	return version.stdout.includes('nf_tables') ? look.run(privileged(file, '-S')) : undefined;
}
