import {sentence} from '../../cause/check-words.ts';
import {equivalentCommand} from '../../engine/equivalent.ts';
import type {Finding} from '../../engine/finding.ts';
import {proberWords} from '../../engine/prober-words.ts';
import {isLayer7, type Target} from '../../engine/target.ts';
import type {Words} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';

/**
 * What findings on an answer are worth when the host's own program couldn't ask exactly as the check does: an answer that is
 * accepted doesn't show that the check's is, and one that isn't is likely what the check meets too.
 */
export const asUnlike = (findings: readonly Finding[], {exact}: Answers, target: Target): readonly Finding[] => {
	const {unlike} = exact;
	if (unlike === undefined) return findings;
	const other = proberWords(unlike);
	const said: Finding = {is: 'note', say: {en: sentence(other.en), zh: other.zh}};
	if (!isLayer7(target)) return [...findings, said];
	const weaker = findings.map((finding): Finding => {
		if (finding.is === 'ok') return {is: 'note', say: unlikely(finding.say)};
		return finding.is === 'cause' && finding.certainty === 'proven' ? {...finding, certainty: 'likely'} : finding;
	});
	if (findings.some(({is}) => is === 'cause' || is === 'unknown')) return [...weaker, said];
	return [
		{
			is: 'unknown',
			why: {
				en: `the check’s own request couldn’t be sent from the host: ${other.en}`,
				zh: `无法从主机发送健康检查自己的请求：${other.zh}`,
			},
			matters: true,
			wouldTell: equivalentCommand(exact.shape),
		},
		...weaker,
	];
};

const unlikely = ({en, zh}: Words): Words => ({
	en: `Another request than the check’s was sent. ${en}`,
	zh: `发送的请求与健康检查的不同。${zh}`,
});
