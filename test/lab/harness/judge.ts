import type {Scenario} from '../scenario.ts';
import type {Told} from './program.ts';

const statuses = {healthy: 0, unhealthy: 1, unknown: 3} as const;

const codesOf = (first: Scenario['first']) => (first === null ? [] : [first].flat());

/** Whether any text holds what moves the cursor, colours or rings; ends of lines and tabs are none of it. */
const hasControls = (value: unknown): boolean =>
	typeof value === 'string'
		? /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(value)
		: typeof value === 'object' && value !== null && Object.values(value).some(hasControls);

/** What is wrong with the program's answer: sentences; none when the answer is right. */
export const objections = (scenario: Scenario, told: Told, exitCode: number): readonly string[] => {
	const verdicts = [scenario.verdict ?? (scenario.truth === 'up' ? 'healthy' : 'unhealthy')].flat();
	const firsts: readonly string[] = codesOf(scenario.first);
	const required: readonly string[] = scenario.with ?? [];
	const allowed: readonly string[] = [...firsts, ...required, ...(scenario.also ?? [])];
	const got = told.causes.map(({code}) => code);
	const failure = told.causes.find(({severity, certainty}) => severity === 'failure' && certainty !== 'possible');
	const wrong: string[] = [];
	if (!verdicts.includes(told.verdict)) {
		wrong.push(`the verdict is ${told.verdict}, not ${verdicts.join(' or ')}`);
	}

	if (exitCode !== statuses[told.verdict]) {
		wrong.push(`it exits with ${exitCode}, not ${statuses[told.verdict]}`);
	}

	if (told.verdict !== 'unknown' && firsts.length > 0 && !firsts.includes(got[0] ?? '')) {
		wrong.push(`the first cause is ${got[0] ?? 'none'}, not ${firsts.join(' or ')}`);
	}

	if (told.verdict === 'healthy' && failure !== undefined) {
		wrong.push(`${failure.code} is called a failure where the load balancer is content`);
	}

	for (const code of required.filter(code => !got.includes(code))) {
		wrong.push(`${code} isn't reported`);
	}

	for (const code of got.filter(code => !allowed.includes(code))) {
		wrong.push(`${code} is reported without reason`);
	}

	const mending = told.causes[0]?.remedies[0]?.command ?? '';
	if (scenario.mends?.test(mending) === false) {
		wrong.push(`the first remedy is “${mending}”, not ${scenario.mends}`);
	}

	const [cause] = told.causes;
	const shown = [cause?.summary, ...(cause?.evidence ?? []).map(({excerpt}) => excerpt)].join('\n');
	if (scenario.shows?.test(shown) === false) {
		wrong.push(`the first cause shows “${shown}”, not ${scenario.shows}`);
	}

	// What JavaScript makes of words in two languages where a text was wanted.
	if (JSON.stringify(told).includes('[object ')) {
		wrong.push('words stand in it that were not said');
	}

	if (hasControls(told)) {
		wrong.push('there are control characters in it');
	}

	for (const [id, status] of Object.entries(scenario.statuses ?? {})) {
		const step = told.steps.find(one => one.id === id);
		if (step?.status !== status) {
			wrong.push(`the step ${id} is ${step?.status ?? 'missing'} (${step?.reason ?? ''}), not ${status}`);
		}
	}

	const witness = told.steps.find(({id}) => id === 'witness');
	const words = [witness?.reason ?? '', ...(witness?.says ?? [])].join('; ');
	if (scenario.witnessed?.test(words) === false) {
		wrong.push(`the witness says “${words}”, not ${scenario.witnessed}`);
	}

	const summaries = (told.contradictions ?? []).map(({summary}) => summary);
	const expected = scenario.contradiction;
	if (expected && !summaries.some(summary => expected.test(summary))) {
		wrong.push(`no contradiction says ${expected}`);
	}

	if (scenario.truth === 'up') {
		for (const summary of summaries.filter(one => !expected?.test(one))) {
			wrong.push(`“${summary}” is told of a healthy host`);
		}
	}

	return wrong;
};

/** The answer in a few lines, for the message of a test that fails. */
export const inShort = (told: Told): string =>
	[
		`verdict: ${told.verdict}`,
		...told.causes.map(cause =>
			[
				`${cause.code} (${cause.certainty} ${cause.severity}, step ${cause.step}): ${cause.summary}`,
				...cause.evidence.map(({command, excerpt}) => `\t${command}: ${excerpt.replaceAll('\n', '\n\t\t')}`),
			].join('\n'),
		),
		...(told.contradictions ?? []).map(({summary}) => `contradiction: ${summary}`),
		...told.steps.map(({id, status, reason, says = []}) =>
			[`${id}: ${status}${reason === undefined ? '' : ` (${reason})`}`, ...says].join('\n\t'),
		),
	].join('\n');
