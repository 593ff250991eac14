import {sentence} from '../../cause/check-words.ts';
import {equivalentCommand} from '../../engine/equivalent.ts';
import type {Finding} from '../../engine/finding.ts';
import {isLayer7, type Target} from '../../engine/target.ts';
import type {Answers} from '../../fact/answers.ts';

/**
 * What findings on an answer are worth when the host's own program couldn't ask exactly as the check does: an answer that is
 * accepted doesn't show that the check's is, and one that isn't is likely what the check meets too.
 */
export const asUnlike = (findings: readonly Finding[], {exact}: Answers, target: Target): readonly Finding[] => {
	const {unlike} = exact;
	if (unlike === undefined) return findings;
	const said: Finding = {is: 'note', say: sentence(unlike)};
	if (!isLayer7(target)) return [...findings, said];
	const weaker = findings.map((finding): Finding => {
		if (finding.is === 'ok') return {is: 'note', say: `Another request than the check’s was sent. ${finding.say}`};
		return finding.is === 'cause' && finding.certainty === 'proven' ? {...finding, certainty: 'likely'} : finding;
	});
	if (findings.some(({is}) => is === 'cause' || is === 'unknown')) return [...weaker, said];
	return [
		{
			is: 'unknown',
			why: `the check’s own request couldn’t be sent from the host: ${unlike}`,
			matters: true,
			wouldTell: equivalentCommand(exact.shape),
		},
		...weaker,
	];
};
