import type {Finding, Values} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Words} from '../../engine/words.ts';
import type {Keepers} from '../../fact/keepers.ts';

/** Gives causes what their remedies need to say how they last on this host. */
export const withKeepers = (findings: readonly Finding[], keepers: Known<Keepers>): readonly Finding[] => {
	if (!keepers.known) return findings;
	const values = keeperValues(keepers.value);
	return findings.map(finding =>
		finding.is === 'cause' ? {...finding, values: {...values, ...finding.values}} : finding,
	);
};

const keeperValues = ({iptables, nftFile, network, installs, makers}: Keepers): Values<Words> => ({
	rulesKeeper: iptables ?? '',
	...(nftFile === undefined ? {} : {rulesFile: nftFile}),
	...(network === undefined ? {} : {networkKeeper: network}),
	...(installs === undefined ? {} : {installs}),
	...(makers.length === 0 ? {} : {makers: makers.join(', ')}),
});
