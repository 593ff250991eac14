import type {CauseFinding, Evidence, Finding, Values, WordedEvidence} from './finding.ts';
import {say, sayOr, verbatim, type Words} from './words.ts';

/** The values of a finding in the language that is spoken. */
export const saidValues = (values: Values<Words>): Values =>
	Object.fromEntries(Object.entries(values).map(([name, value]) => [name, sayOr(value)]));

/** Evidence in the language that is spoken. */
export const saidEvidence = ({command, excerpt}: WordedEvidence): Evidence => ({
	command: sayOr(command),
	excerpt: sayOr(excerpt),
});

const saidCause = ({values, evidence, ...rest}: CauseFinding): CauseFinding<string> => ({
	...rest,
	values: saidValues(values),
	evidence: evidence.map(saidEvidence),
});

/** A finding in the language that is spoken, as reports and files hold it. */
export const said = (finding: Finding): Finding<string> => {
	if (finding.is === 'cause') return saidCause(finding);
	if (finding.is === 'unknown' || finding.is === 'not-applicable') return {...finding, why: say(finding.why)};
	if (finding.is === 'contradiction')
		return {...finding, say: say(finding.say), one: saidEvidence(finding.one), other: saidEvidence(finding.other)};
	return {...finding, say: say(finding.say)};
};

/** Values as a file holds them, in the language that was spoken then. */
const recalledCause = ({values, ...rest}: CauseFinding<string>): CauseFinding => {
	const {origin, part, owner, detail, share, used, limit, good, sent, name, process, ...same} = values;
	const worded = {origin, part, owner, detail, share, used, limit, good, sent, name, process};
	return {
		...rest,
		values: {
			...same,
			...Object.fromEntries(
				Object.entries(worded).flatMap(([key, text]) => (text === undefined ? [] : [[key, verbatim(text)]])),
			),
		},
	};
};

/** A finding that a file holds: it stays in the language that was spoken then. */
export const recalled = (finding: Finding<string>): Finding => {
	if (finding.is === 'cause') return recalledCause(finding);
	if (finding.is === 'unknown' || finding.is === 'not-applicable') return {...finding, why: verbatim(finding.why)};
	return {...finding, say: verbatim(finding.say)};
};
