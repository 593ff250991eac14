import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type DefaultTreeAdapterMap, parse} from 'parse5';
import stringWidth from 'string-width';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {catalogue} from '../../source/cause/catalogue.ts';
import {notLooked} from '../../source/engine/not-looked.ts';
import {speak} from '../../source/engine/words.ts';
import {guide} from '../../source/guide/index.ts';
import {written} from '../../source/report/form.ts';
import {conclusionOf, makeReport, type Report} from '../../source/report/report.ts';
import {mostLines, shortForm} from '../../source/report/short.ts';
import {ticket} from '../../source/report/ticket/ticket.ts';
import {timeLineOf} from '../../source/report/time-line.ts';
import {isInstalled} from './browser.ts';
import {judgedRecordings, timeZone} from './judged.ts';
import {junitFaults} from './junit-valid.ts';
import {faultsOf, headings, parts, tokens} from './valid.ts';

const [chinese, english] = [await judgedRecordings('zh-CN'), await judgedRecordings()];

beforeEach(() => speak('zh-CN'));
afterEach(() => speak('en'));

type Node = DefaultTreeAdapterMap['node'];

/** The texts of a page that are no command and no output. */
const textsOf = (node: Node): readonly string[] => {
	if (node.nodeName === '#text' && 'value' in node) return [node.value];
	if (['pre', 'code', 'style'].includes(node.nodeName)) return [];
	return 'childNodes' in node ? node.childNodes.flatMap(textsOf) : [];
};

/** What of a report in each form is words for people, without commands and what they print. */
const prose = (report: Report): ReadonlyMap<string, string> => {
	const {repeat, result} = report.conclusion;
	const commands = [repeat, ...result.causes.flatMap(({remedies}) => remedies.map(({command = ''}) => command))];
	const withoutCommands = (text: string): string =>
		commands
			.reduce((rest, command) => (command === '' ? rest : rest.replaceAll(command, '')), text)
			.replace(/^ +\$.*(?:\n {4}.*)*/gm, '');
	const markdown = parts(written(report, 'md'))
		.flatMap(tokens)
		.flatMap(token =>
			'tokens' in token && token.tokens !== undefined ? [] : token.type === 'text' ? [token.text] : [],
		);
	return new Map([
		['md', markdown.join('\n')],
		['html', textsOf(parse(written(report, 'html'))).join('\n')],
		['xml', [...written(report, 'xml').matchAll(/ (?:message|name)="([^"]*)"/g)].map(([, text]) => text).join('\n')],
		['short', withoutCommands(shortForm(report.conclusion, timeZone))],
		['ticket', withoutCommands(ticket(report))],
	]);
};

/** What hosts print, and commands, within sentences. */
const hostsWords =
	/Operation not permitted|Could not fetch rule set generation id(?:: Permission denied)?|\(you must be root\)|timeout \d+ tcpdump [^…]*…/g;

/** Rows that are English: a word that no command and no rule has, or a beginning as sentences and titles have it and nothing Chinese. */
const englishIn = (text: string): readonly string[] =>
	text
		.replace(hostsWords, '')
		.split('\n')
		.filter(
			row =>
				/(?<![\w./:-])(?:an?|the|is|are|was|were|of|and|or|not|that|than|which|with|without|it|its|nothing|no)(?![\w./:-])/i.test(
					row,
				) ||
				(/^\W*[A-Z][a-z]+(?: |$)/.test(row) && !/\p{Script=Han}/u.test(row)),
		);

describe('a run in Chinese', () => {
	test.each(chinese)('$name: its report is valid in every form, and nothing in it is English', ({report}) => {
		for (const form of ['md', 'html', 'json'] as const) expect(faultsOf(form, written(report, form)), form).toEqual([]);
		expect(written(report, 'html')).toContain('<html lang="zh-CN">');
		for (const [form, text] of prose(report)) {
			expect(text.length).toBeGreaterThan(100);
			expect([form, englishIn(text)]).toEqual([form, []]);
		}
	});

	test('English in it would be seen', () => {
		speak('en');
		const [{report} = expect.fail('no recording')] = english;
		for (const text of prose(report).values()) expect(englishIn(text).length).toBeGreaterThan(3);
	});

	test.skipIf(!isInstalled('xmllint'))('JUnit’s form is valid, and its codes are those of every language', () => {
		const folder = mkdtempSync(join(tmpdir(), 'slbw-zh-'));
		try {
			const files = chinese.map(({name, report}) => {
				const path = join(folder, `${name}.xml`);
				writeFileSync(path, written(report, 'xml'));
				return path;
			});
			expect(junitFaults(files)).toEqual([]);
		} finally {
			rmSync(folder, {recursive: true});
		}

		const codes = ({report}: (typeof chinese)[number]): readonly string[] =>
			written(report, 'xml').match(/ (?:classname|type)="[^"]*"|<property name="verdict"[^>]*>/g) ?? [];
		const inChinese = chinese.map(codes);
		speak('en');
		expect(inChinese).toEqual(english.map(codes));
	});

	test.each(chinese)('$name: the short form stays short', ({conclusion}) => {
		const rows = shortForm(conclusion, timeZone).trimEnd().split('\n');
		expect(rows.length).toBeLessThanOrEqual(mostLines);
		expect(Math.max(...rows.slice(0, -1).map(row => stringWidth(row)))).toBeLessThanOrEqual(200);
	});
});

describe('a run in English, told in Chinese', () => {
	test.each(english)('$name: all that isn’t a sentence of the result is Chinese', ({conclusion, events}) => {
		const report = makeReport({conclusion, timeLine: timeLineOf(events), timeZone});
		const page = written(report, 'md');
		expect(faultsOf('md', page)).toEqual([]);
		const all = headings(parts(page));
		expect(all.filter(heading => !/\p{Script=Han}/u.test(heading))).toEqual([]);
		const {causes, steps} = conclusion.result;
		for (const {code} of causes) expect(all.join('\n')).toContain(catalogue[code].title.zh);
		for (const {id} of steps) expect(all.join('\n')).toContain(guide.find(step => step.id === id)?.title.zh);
		expect(page).toContain('运行结束：');
	});

	test('why a step was not looked at is said in Chinese, where that has words of its own', () => {
		const [{conclusion} = expect.fail('no recording')] = english;
		const [first = expect.fail('no step'), second = expect.fail('no step'), ...others] = conclusion.result.steps;
		const steps = [
			{...first, status: 'skipped', reason: notLooked.notReached.en},
			{...second, status: 'unknown', reason: 'the host’s own words'},
			...others,
		] as const;
		const result = {...conclusion.result, steps};
		const report = makeReport({conclusion: conclusionOf(result, {timing: [], repeat: 'slb-wizard check'}), timeZone});
		for (const text of [...(['md', 'html', 'xml'] as const).map(form => written(report, form)), ticket(report)]) {
			expect(text).toContain(notLooked.notReached.zh);
			expect(text).not.toContain(notLooked.notReached.en);
			expect(text).toMatch(/the host(?:’|&#39;)s own words/);
		}
	});

	test.each(english)('$name: the JSON document is the same', ({report}) => {
		const inChinese = written(report, 'json');
		speak('en');
		expect(inChinese).toBe(written(report, 'json'));
	});
});
