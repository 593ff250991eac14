import {expect, test} from 'vitest';
import {command} from '../../source/engine/command.ts';
import type {Event} from '../../source/engine/event.ts';
import type {Pace} from '../../source/engine/question.ts';
import type {StepCard, StepReport} from '../../source/engine/step-report.ts';
import {unicodeSigns} from '../../source/face/signs.ts';
import {text} from '../../source/face/text.ts';
import {emptyTranscript, tell} from '../../source/face/transcript.ts';
import type {Line} from '../../source/face/words/line.ts';
import {cards, conclusion, reports, target} from './scripted-walk.ts';

/** Everything that is told about the events, for 80 columns. */
const told = (...events: readonly Event[]): string => {
	let transcript = emptyTranscript;
	const lines: Line[] = [];
	for (const event of events) {
		const next = tell(transcript, event, 0);
		transcript = next.transcript;
		lines.push(...next.lines);
	}

	return text(lines, {columns: 80, signs: unicodeSigns});
};

const started = (pace: Pace): Event => ({type: 'started', at: '2026-11-22T08:00:00.000Z', target, steps: cards, pace});
const question = (index: number): Event => {
	const card: StepCard | undefined = cards[index];
	if (card === undefined) throw new Error(`the scripted walk has no step ${index}`);
	return {type: 'question', question: {ask: 'step', card, number: index + 1, of: cards.length}};
};
const ended = (index: number, change: Partial<StepReport> = {}): Event => {
	const report = reports[index];
	if (report === undefined) throw new Error(`the scripted walk has no step ${index}`);
	return {type: 'step-ended', report: {...report, ...change}};
};
const count = (words: string, part: string): number => words.split(part).length - 1;

test('the start says what is checked, of whom, how often and from where', () => {
	expect(told(started('all')).replace(/\s+/g, ' ')).toBe(
		' CLB checks HEAD http://10.11.192.1:80/ with no domain set, accepts http_2xx; every 2 s, timeout 5 s, 3 in a row to be healthy and 3 to be unhealthy; from 100.64.0.0/10. ',
	);
});

test('step by step a card is told before its report, and once', () => {
	const words = told(started('guided'), question(2), question(2), ended(2));
	expect(count(words, 'Step 3 of 4')).toBe(1);
	expect(words.indexOf('The document:')).toBeLessThan(words.indexOf('$ ss -Hltnp  (12 ms)'));
	expect(words).toContain('… 38 more');
});

test('a step that is passed by is short when all is well, and whole when something is wrong', () => {
	const calm = told(started('problems'), ended(0));
	expect(calm).toContain('Step 1 of 4');
	expect(calm).not.toContain('curl -0');
	const wrong = told(started('problems'), ended(2));
	expect(wrong).toContain('The document:');
	expect(wrong).toContain('$ ss -Hltnp');
});

test('a cause that another step has told is only pointed at', () => {
	const words = told(started('guided'), ended(2), ended(3, {causes: reports[2]?.causes ?? [], findings: []}));
	expect(count(words, 'To mend it')).toBe(1);
	expect(words).toContain('the same as in step listening');
});

test('a step that is looked at again tells its cause and its commands again', () => {
	const words = told(started('guided'), ended(2), ended(2));
	expect(count(words, 'To mend it')).toBe(2);
	expect(count(words, '$ ss -Hltnp')).toBe(2);
});

test('commands that another step has shown are counted, not shown', () => {
	const curl = {command: command('curl', '-I', 'x'), stdout: '', stderr: '', exitCode: 0, durationMs: 5};
	const before = ended(2, {observations: [curl]});
	const both = ended(3, {observations: [curl, {...curl, command: command('ss')}]});
	const words = told(started('guided'), before, both);
	expect(count(words, '$ curl -I x')).toBe(1);
	expect(words).toContain('and 1 more command\n');
});

test.each([
	['guided', '  Its command: curl -I 10.11.192.1\n  – Skipped by you: not checked.\n'],
	['problems', 'Step 1 of 4 · Can the service be reached on this server itself?\n  – Skipped by you: not checked.\n'],
] as const)('a skipped step (%s) is named, is not checked, and by whom', (pace, expected) => {
	expect(told(started(pace), question(0), {type: 'answered', answer: {do: 'skip'}})).toContain(expected);
});

test('escape sequences in what a host says are gone', () => {
	const say = 'answers \u001B[2J\u001B]0;title\u0007well';
	expect(told(started('guided'), ended(0, {findings: [{is: 'ok', say}]}))).toContain('✔ answers well');
});

test('the verdict stands above everything that it rests on, and once more at the end', () => {
	const words = told(started('all'), {type: 'concluded', conclusion: conclusion()});
	const verdict = '✖ Unhealthy: the health check fails, or will fail.';
	expect(count(words, verdict)).toBe(2);
	expect(words.indexOf(verdict)).toBeLessThan(words.indexOf('Ruled out'));
	expect(words.trimEnd().split('\n').slice(-2)).toEqual([
		verdict,
		'  nginx (pid 812) listens on 127.0.0.1:80 only, so the load balancer is refused.',
	]);
});

test('steps that were not checked for the same reason share a line', () => {
	const notChecked = [
		{step: 'port', why: 'not reached'},
		{step: 'load', why: 'no right to read it', wouldTell: 'sudo cat x'},
		{step: 'answer', why: 'not reached'},
	] as const;
	const words = told(started('all'), {type: 'concluded', conclusion: {...conclusion(), notChecked}});
	expect(words).toContain('  ? port, answer: not reached\n  ? load: no right to read it\n      sudo cat x\n');
});

test('a healthy end promises nothing about a fix', () => {
	const sick = conclusion();
	const well = {...sick, result: {...sick.result, verdict: 'healthy', causes: []}} as const;
	const words = told(started('all'), {type: 'concluded', conclusion: well});
	expect(words).toContain('✔ Healthy: the health check passes.');
	expect(words).not.toContain('When the load balancer will show it');
});

test.each([
	['healthy', 1, '! Healthy, at risk: the health check passes now; one thing can break it.'],
	['unknown', 0, '? Unknown: what could be seen is not enough for a verdict.'],
] as const)('the verdict %s with %i risks', (verdict, risks, expected) => {
	const sick = conclusion();
	const causes = sick.result.causes.slice(0, risks).map(cause => ({...cause, severity: 'risk'}) as const);
	const words = told(started('all'), {
		type: 'concluded',
		conclusion: {...sick, result: {...sick.result, verdict, causes}},
	});
	expect(words).toContain(expected);
});
