import type {Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import type {KernelSettings} from '../../fact/kernel-settings.ts';
import type {Passage} from '../../packet/passage.ts';
import {ruleEvidence, ruleValues, ruleWords, showRule} from './filter-rule.ts';
import {isCloudServiceOnly, partValues} from './sources-part.ts';

const setting = 'net.ipv4.icmp_echo_ignore_all';

/** NLB pings before its UDP check: a host that doesn't answer is unhealthy, however well the service works. */
export function judgePings(passages: Known<readonly Passage[]>, settings: Known<KernelSettings>): readonly Finding[] {
	const ignored: readonly Finding[] =
		settings.known && settings.value[setting] === '1'
			? [
					{
						is: 'cause',
						code: 'ping-ignored',
						certainty: 'proven',
						values: {name: verbatim(setting)},
						evidence: [{command: `sysctl ${setting}`, excerpt: `${setting} = 1`}],
					},
				]
			: [];
	if (!passages.known) return ignored;
	return [
		...ignored,
		...passages.value.flatMap((passage): readonly Finding[] => {
			const verdict = passage.probe.is === 'accept' ? passage.reply : passage.probe;
			if (!verdict || verdict.is === 'accept' || isCloudServiceOnly(passage)) return [];
			const {by} = verdict;
			if (verdict.is === 'unknown')
				return [
					{
						is: 'unknown',
						why: unsure(ruleWords(by), verdict.why),
						wouldTell: showRule(by),
						matters: true,
					},
				];
			return [
				{
					is: 'cause',
					code: 'ping-ignored',
					// Pings are few: a limit on them is rarely reached.
					certainty: verdict.is === 'stop' ? 'proven' : 'possible',
					values: {...ruleValues(by), ...partValues(passage)},
					evidence: [ruleEvidence(by, passages.from)],
				},
			];
		}),
	];
}

const unsure = (rule: Words, why: Words): Words => ({
	en: `Whether pings get through can't be told, because of ${rule.en} (${why.en})`,
	zh: `无法判断 ping 能否通过，原因是 ${rule.zh}（${why.zh}）`,
});
