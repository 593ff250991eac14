import {ipsets, iptablesRules, type RuleText} from './iptables-rules.ts';
import {networkSetup} from './network-setup.ts';
import {nftRules} from './nft-rules.ts';
import {drawFrom} from './random.ts';

export const kinds = ['iptables', 'iptables-legacy', 'nft', 'mixed'] as const;

/** Whose rules are in a rule set. */
export type Kind = (typeof kinds)[number];

/** A random rule set, with what surrounds it: the same for the same seed. */
export const randomRules = (seed: number, kind: Kind): readonly RuleText[] => {
	const draw = drawFrom(seed);
	const setup = {command: ['sh', '-eu'], text: networkSetup(draw)};
	switch (kind) {
		case 'nft':
			return [setup, nftRules(draw)];
		case 'mixed':
			return [
				setup,
				ipsets(draw),
				iptablesRules(draw, 'iptables'),
				iptablesRules(draw, 'iptables-legacy'),
				nftRules(draw),
			];
		default:
			return [setup, ipsets(draw), iptablesRules(draw, kind)];
	}
};
