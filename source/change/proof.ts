import type {CauseCode} from '../engine/cause-code.ts';
import type {Proof} from '../engine/change.ts';
import type {Result, ResultStep} from '../engine/result.ts';
import {say, verbatim, type Words} from '../engine/words.ts';

const couldTell = ({status}: ResultStep): boolean => status !== 'unknown' && status !== 'skipped';

const couldNotTell: Words = {en: 'could not tell', zh: '无法判断'};

/**
 * Compares the looks before and after. Each step that could tell before has to tell after: a cause that isn't found any
 * more because nobody could look is not mended. That holds for the load balancer's own probes as well: where they were
 * seen to fail, they have to be seen to be answered.
 */
export const proofOf = (code: CauseCode, before: Result, after: Result): Proof => {
	const failures = after.causes.filter(({severity, certainty}) => severity === 'failure' && certainty !== 'possible');
	if (failures.some(cause => cause.code === code)) return {is: 'still'};
	const silent = before.steps
		.filter(couldTell)
		.flatMap(({id}) => after.steps.find(step => step.id === id && !couldTell(step)) ?? []);
	const [first] = silent;
	if (first !== undefined) {
		const why = first.reason === undefined ? couldNotTell : verbatim(first.reason);
		return {is: 'unproven', why: say({en: `${first.id}: ${why.en}`, zh: `${first.id}：${why.zh}`})};
	}

	if (failures.length > 0) return {is: 'others', codes: failures.map(cause => cause.code)};
	if (after.causes.some(cause => cause.code === code && cause.severity === 'failure')) return {is: 'still'};
	return after.verdict === 'healthy'
		? {is: 'fixed'}
		: {
				is: 'unproven',
				why:
					after.steps.find(({status}) => status === 'unknown')?.reason ??
					say({en: 'the verdict is unknown', zh: '无法得出结论'}),
			};
};
