import {expect} from 'vitest';
import {sampleTarget} from '../../source/cause/sample-target.ts';
import type {Conclusion} from '../../source/engine/event.ts';
import type {ResultCause} from '../../source/engine/result.ts';
import {emptySession, type Session} from '../../source/engine/session.ts';
import type {StepCard, StepReport} from '../../source/engine/step-report.ts';
import type {Line} from '../../source/face/words/line.ts';

/** What the faces are given is said already: here in one Chinese word, so that any English is the faces' own. */
export const given = '某';

export const at = '2026-11-22T08:00:00.000Z';

const evidence = {command: 'nft', excerpt: Array.from({length: 9}, (_, row) => `${row}`).join('\n')};

export const cause: Omit<ResultCause, 'step'> = {
	code: 'firewall-drops-probes',
	certainty: 'possible',
	severity: 'risk',
	summary: given,
	evidence: [evidence],
	remedies: (['low', 'medium', 'high'] as const).map(risk => ({
		summary: given,
		command: 'nft -f x',
		undo: 'nft -f y',
		keep: {command: 'z'},
		risk,
		change: {steps: []},
	})),
	suppressed: {reason: given, until: '2027-01-31'},
};

export const card = (id: StepCard['id']): StepCard => ({
	id,
	title: given,
	why: given,
	passage: given,
	documentCommand: 'netstat',
	documentBut: given,
	leadsTo: [
		{code: cause.code, title: given, severity: 'failure'},
		{code: cause.code, title: given, severity: 'risk'},
	],
});

export const report: StepReport = {
	step: 'firewall',
	status: 'unknown',
	findings: [
		{is: 'not-applicable', why: given},
		{is: 'unknown', why: given, matters: true, wouldTell: {file: 'nft', args: []}},
		{is: 'contradiction', say: given, one: evidence, other: evidence},
	],
	causes: [cause],
	latency: {
		is: 'latency',
		title: given,
		limitMs: 5000,
		probes: [
			{name: given, ms: 12, is: 'accepted', note: '200'},
			{name: given, ms: 5200, is: 'not-accepted', note: given},
			{name: given, ms: 65_000, is: 'not-accepted', note: given},
		],
	},
	observations: (
		[
			'not-found',
			'timeout',
			'unreachable',
			'denied',
			'too-much-output',
			'cancelled',
			'would-load-module',
			'not-recorded',
			undefined,
		] as const
	).map(failure => ({
		command: {file: 'nft', args: []},
		stdout: failure === undefined ? Array.from({length: 400}, (_, row) => `${row}`).join('\n') : '',
		stderr: '',
		exitCode: 1,
		durationMs: 12,
		...(failure === undefined ? {} : {failure}),
	})),
};

export const conclusion = (verdict: Conclusion['result']['verdict']): Conclusion => ({
	result: {
		schemaVersion: 1,
		tool: {name: 'slb-wizard', version: '0.0.0'},
		startedAt: at,
		durationMs: 125_000,
		target: sampleTarget,
		verdict,
		causes: [
			{...cause, step: 'firewall'},
			{...cause, certainty: 'proven', severity: 'failure', step: 'firewall'},
		],
		contradictions: [{step: 'firewall', summary: given, evidence: [evidence, evidence]}],
		steps: [
			{id: 'firewall', title: given, status: 'problem', commands: []},
			{id: 'port', title: given, status: 'skipped', commands: []},
		],
	},
	ruledOut: [given],
	notChecked: [{step: 'witness', why: given}],
	timing: [given],
	repeat: 'slb-wizard check',
	interrupted: true,
	counts: verdict,
	expired: [{code: cause.code, reason: given, until: '2027-01-31'}],
});

export const session: Session = {
	...emptySession,
	target: sampleTarget,
	current: 'port',
	steps: [
		{card: card('reachable'), state: 'skipped'},
		{card: card('port'), state: 'coming'},
		{card: card('firewall'), state: 'done', report},
		{card: card('answer'), state: 'coming'},
	],
};

/** No English is left, no marks of English sentences, and no words were put where text belongs. */
export const expectChinese = (all: readonly Line[]): void => {
	const lines = all.filter(({text, tone}) => text !== '' && tone !== 'command' && tone !== 'output');
	expect(lines.length).toBeGreaterThan(0);
	for (const {text} of lines) {
		expect(text).not.toContain('[object');
		expect(text).toMatch(/\p{Script=Han}|^slb-wizard [\d.]+$/u);
		expect(text.replaceAll(/slb-wizard( [\w.-]+)*/g, '')).not.toMatch(/[a-z]{2,} [a-z]{2,}|, | \(\p{Script=Han}/u);
	}
};
