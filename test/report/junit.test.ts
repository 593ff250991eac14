import {describe, expect, test} from 'vitest';
import type {Conclusion} from '../../source/engine/event.ts';
import {written} from '../../source/report/form.ts';
import {makeReport, type Report} from '../../source/report/report.ts';
import {shortForm} from '../../source/report/short.ts';
import {isInstalled} from './browser.ts';
import {hostile} from './hostile-words.ts';
import {judgedRecordings, timeZone, withTexts} from './judged.ts';
import {xmllint, xsd} from './junit-valid.ts';

const all = await judgedRecordings();
/** What xmllint has against a document, and what an XPath expression finds in it. */
const lint = (document: string, ...args: readonly string[]): string => xmllint([...args, '-'], document);

const validity = (report: Report): string => lint(written(report, 'xml'), '--noout', '--schema', xsd);

const count = (report: Report, path: string): number =>
	Number(lint(written(report, 'xml'), '--xpath', `count(${path})`));

describe.skipIf(!isInstalled('xmllint'))('with xmllint (test/report/packages.txt)', () => {
	test.each(all)('$name is valid, and red exactly when the health check does not pass', ({report}) => {
		expect(validity(report)).toBe('- validates');
		const {verdict, steps} = report.conclusion.result;
		const outcome = {
			healthy: [0, 0],
			unhealthy: [expect.toSatisfy((failures: number) => failures >= 2), 0],
			unknown: [0, expect.toSatisfy((errors: number) => errors >= 2)],
		};
		expect([count(report, '//failure'), count(report, '//error')]).toEqual(outcome[verdict]);
		expect(count(report, '//testcase')).toBe(steps.length + 1);
		for (const what of ['failure', 'error', 'skipped'])
			expect(
				lint(written(report, 'xml'), '--xpath', `string(//testsuite/@${what === 'skipped' ? what : `${what}s`})`),
			).toBe(`${count(report, `//${what}`)}`);
	});

	test('the step of a cause fails with its code', () => {
		const {report} = all.find(({name}) => name.startsWith('input-drops')) ?? expect.fail('no recording');
		const found = lint(
			written(report, 'xml'),
			'--xpath',
			'string(//testcase[starts-with(@name,"firewall:")]/failure/@type)',
		);
		expect(found).toBe('firewall-drops-probes');
	});

	test('a suppressed cause is said and skipped, and the suite is as green as the exit status', () => {
		const {report} = all.find(({name}) => name.startsWith('input-drops')) ?? expect.fail('no recording');
		const {conclusion} = report;
		const suppressed = {reason: 'known <here>', until: '2027-01-31'};
		const known = makeReport({
			conclusion: {
				...conclusion,
				counts: 'healthy',
				expired: [{code: 'cpu-overloaded', reason: 'x', until: '2026-01-01'}],
				result: {...conclusion.result, causes: conclusion.result.causes.map(cause => ({...cause, suppressed}))},
			},
			timeZone,
		});
		expect([count(known, '//failure'), count(known, '//error')]).toEqual([0, 0]);
		expect(
			lint(written(known, 'xml'), '--xpath', 'string(//testcase[starts-with(@name,"firewall:")]/skipped/@message)'),
		).toBe('suppressed until 2027-01-31: known <here>');
		expect(written(known, 'md')).toContain('Suppressed until 2027-01-31: known');
		expect(written(known, 'md')).toContain('The suppression of cpu-overloaded ended on 2026-01-01');
		expect(shortForm(known.conclusion, timeZone)).toContain('suppressed until 2027-01-31');
	});

	test('what could not be looked at is an error only where there is no verdict', () => {
		const {conclusion} = all.find(({name}) => name.startsWith('probes-arrive')) ?? expect.fail('no recording');
		const with_ = (verdict: Conclusion['result']['verdict']): Report =>
			makeReport({
				conclusion: {
					...conclusion,
					result: {
						...conclusion.result,
						verdict,
						steps: conclusion.result.steps.map(step => ({...step, status: 'unknown', reason: 'not seen'})),
					},
				},
				timeZone,
			});
		const steps = conclusion.result.steps.length;
		expect([count(with_('unknown'), '//error'), count(with_('unknown'), '//skipped')]).toEqual([steps + 1, 0]);
		expect([count(with_('healthy'), '//error'), count(with_('healthy'), '//skipped')]).toEqual([0, steps]);
	});

	test.each([...hostile, 'controls \u0000\u0001\u000B\u001B[31m\uFFFE', 'half a pair \uD800 and \uDC00'])(
		'hostile words in every text: %j',
		words => {
			const {report} = all[0] ?? expect.fail('no recording');
			const dirty = withTexts(report, text => `${words}${text}`);
			expect(validity(dirty)).toBe('- validates');
			expect(count(dirty, '//testcase')).toBe(count(report, '//testcase'));
			const host = lint(written(dirty, 'xml'), '--xpath', 'string(//property[@name="host"]/@value)');
			expect(host).toBe(`${words.replace(/[\u0000\u0001\u000B\u001B\uFFFE]|\p{Surrogate}/gu, '')}local`.trim());
		},
	);
});
