import type {CauseCode} from '../../engine/cause-code.ts';
import type {CauseFinding, Values, WordedEvidence} from '../../engine/finding.ts';
import type {ProbeReply} from '../../engine/probe.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import {said} from './reply-words.ts';

/** A cause that the exact probe proves, with what else shows it. */
export const answerCause = (
	code: CauseCode,
	{exact}: Answers,
	values: Values<Words>,
	...more: readonly WordedEvidence[]
): CauseFinding => ({
	is: 'cause',
	code,
	certainty: 'proven',
	values: {...serverValue(exact.reply), ...values},
	evidence: [said(exact), ...more],
});

/** The server names itself in its answer: enough for a remedy to name its command. */
const serverValue = ({headers}: ProbeReply): Values<Words> => {
	const [, name] = /^(nginx|tengine|openresty)\b/i.exec(headers?.server ?? '') ?? [];
	if (name === undefined) return {};
	return {process: verbatim(name.toLowerCase() === 'openresty' ? 'openresty' : 'nginx')};
};

/** The status and the redirect's Location, for the words of a cause. */
export const statusValue = ({status, headers}: ProbeReply): Values<Words> => ({
	...(status === undefined ? {} : {status: `${status}`}),
	...(headers?.location === undefined ? {} : {location: headers.location}),
});
