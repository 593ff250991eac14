import stringWidth from 'string-width';
import {afterEach, describe, expect, test} from 'vitest';
import {catalogue} from '../../source/cause/catalogue.ts';
import {causeCodes} from '../../source/engine/cause-code.ts';
import {speak} from '../../source/engine/words.ts';
import {makeReport} from '../../source/report/report.ts';
import {mostLines, shortForm} from '../../source/report/short.ts';
import {ticket} from '../../source/report/ticket/ticket.ts';
import {timeIn} from '../../source/report/time.ts';
import {hostile} from './hostile-words.ts';
import {judgedRecordings, timeZone, withTexts} from './judged.ts';

const all = await judgedRecordings();

afterEach(() => {
	speak('en');
});

const rows = (text: string): readonly string[] => text.replace(/\n$/, '').split('\n');

describe('the short form', () => {
	test.each(all)(
		'of $name: at most 15 lines with the verdict, the causes, what helps and how to repeat it',
		({conclusion}) => {
			const text = shortForm(conclusion, timeZone);
			expect(rows(text).length).toBeLessThanOrEqual(mostLines);
			const [again = '', ...told] = rows(text).toReversed();
			expect(Math.max(...told.map(row => stringWidth(row)))).toBeLessThanOrEqual(200);
			expect(again).toBe(`Again: ${conclusion.repeat}`);
			const {causes, target} = conclusion.result;
			expect(text).toContain(`${target.backend}`);
			expect(text).toContain('+08:00');
			for (const {code} of causes.slice(0, 3)) expect(text).toContain(code);
		},
	);

	test('stays short however much was found, and says how much more there is', () => {
		const {conclusion} = all.find(({name}) => name.startsWith('input-drops')) ?? expect.fail('no recording');
		const {result} = conclusion;
		const causes = Array.from({length: 12}, () => result.causes).flat();
		const text = shortForm({...conclusion, result: {...result, causes}}, timeZone);
		expect(rows(text).length).toBeLessThanOrEqual(mostLines);
		expect(text).toContain(`… and ${causes.length - 3} more`);
	});

	test('never tells a part of a command: what is pasted would be another one', () => {
		const {conclusion} = all.find(({name}) => name.startsWith('input-drops')) ?? expect.fail('no recording');
		const {result} = conclusion;
		const repeat = `slb-wizard check --port 80 --path /${'a'.repeat(300)}`;
		for (const command of [`iptables -I INPUT ${'-s 10.0.0.0/8 '.repeat(20)}-j ACCEPT`, 'cat >x <<E\nline\nE']) {
			const remedies = [{summary: 'Let the probes in', command, risk: 'low'}] as const;
			const causes = result.causes.map(cause => ({...cause, remedies}));
			const text = shortForm({...conclusion, repeat, result: {...result, causes}}, timeZone);
			expect(text).toContain('   To mend it: Let the probes in\n');
			expect(text.endsWith(`Again: ${repeat}\n`)).toBe(true);
		}
	});

	test.each(hostile)('keeps its lines with hostile words in every text: %j', words => {
		const {report} = all[0] ?? expect.fail('no recording');
		const dirty = withTexts(report, text => `${text}\n${words}`);
		expect(rows(shortForm(dirty.conclusion, timeZone)).length).toBe(
			rows(shortForm(report.conclusion, timeZone)).length,
		);
	});
});

describe('the ticket', () => {
	test.each(all)('of $name holds what support asks for, in English and in Chinese', ({report}) => {
		const {target, causes} = report.conclusion.result;
		const {healthCheck: check} = target;
		for (const language of ['en', 'zh-CN'] as const) {
			speak(language);
			const text = ticket(report);
			for (const words of [
				target.backend,
				`${target.port}`,
				target.sources.join(', '),
				check.protocol.toUpperCase(),
				`${check.timeoutS}`,
				'+08:00 (Asia/Shanghai)',
				report.conclusion.result.startedAt,
				...causes.map(({code}) => code),
				...causes.flatMap(({evidence}) => evidence.slice(0, 1).map(({command}) => command)),
			])
				expect(text).toContain(words);
			// The account, the instance, the listener, the server, since when: only the person knows.
			expect(text.match(/________/g)).toHaveLength(5);
			expect(/[一-龥]/.test(text)).toBe(language === 'zh-CN');
			if (language === 'zh-CN') for (const {code} of causes) expect(text).toContain(catalogue[code].title.zh);
		}
	});

	test('every cause has a Chinese title of its own', () => {
		expect(new Set(causeCodes.map(code => catalogue[code].title.zh)).size).toBe(causeCodes.length);
	});

	test('a change is told with whether it is in force', () => {
		const {conclusion} = all[0] ?? expect.fail('no recording');
		const at = '2026-11-26T03:20:44.480Z';
		const changes = [{at, summary: 'Accept probes', command: 'iptables -I INPUT', state: 'in-force'}] as const;
		expect(ticket(makeReport({conclusion, changes, timeZone}))).toContain(
			'Changed so far: iptables -I INPUT (in force)',
		);
	});
});

test.each([
	['2026-11-26T03:20:44.480Z', 'Asia/Shanghai', '2026-11-26 11:20:44 +08:00'],
	['2026-11-26T23:20:44.480Z', 'America/St_Johns', '2026-11-26 19:50:44 -03:30'],
	['2026-07-01T00:00:00.000Z', 'Europe/Berlin', '2026-07-01 02:00:00 +02:00'],
	['2026-07-01T00:00:00.000Z', 'UTC', '2026-07-01 00:00:00 +00:00'],
	['not a date', 'UTC', 'not a date'],
])('%s in %s is %s', (iso, zone, told) => expect(timeIn(iso, zone)).toBe(told));
