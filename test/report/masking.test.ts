import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import type {Twin} from '../../source/compare/twin.ts';
import {AddressMask} from '../../source/engine/address-mask.ts';
import type {Conclusion, Event} from '../../source/engine/event.ts';
import {languages, speak} from '../../source/engine/words.ts';
import {eventJson, twinJson} from '../../source/face/json.ts';
import {unicodeSigns} from '../../source/face/signs.ts';
import {summary} from '../../source/face/text.ts';
import {written} from '../../source/report/form.ts';
import {makeReport, type Report} from '../../source/report/report.ts';
import {shortForm} from '../../source/report/short.ts';
import {ticket} from '../../source/report/ticket/ticket.ts';
import {beginSession} from '../../source/session/begin.ts';
import {basic, secrets} from '../engine/secrets.ts';
import {judgedRecordings, timeZone, withTexts} from './judged.ts';

const all = await judgedRecordings();

/** A twin whose texts are all the same. */
const twinOf = (conclusion: Conclusion, text: string): Twin => ({
	conclusion,
	names: [text, text],
	differences: (['cause', 'fact', 'step'] as const).map(is => ({
		...{is, where: 'beside', of: text, one: [text], other: [text], nearness: 1},
	})),
});

/** A report in everything that it can be written as; what faces show is made from the run’s own, uncleaned conclusion. */
const everyForm = (report: Report, raw: Conclusion = report.conclusion): ReadonlyMap<string, string> =>
	new Map(
		languages.flatMap(language => {
			speak(language);
			return [
				...(['md', 'json', 'html', 'xml'] as const).map(form => [form, written(report, form)] as const),
				['short', shortForm(report.conclusion, timeZone)] as const,
				['the clipboard', shortForm(raw, timeZone)] as const,
				['a twin', twinJson(raw, twinOf(raw, raw.repeat))] as const,
				['ticket', ticket(report)] as const,
				['check', summary(raw, {columns: 80, signs: unicodeSigns})] as const,
				['events', eventJson({type: 'concluded', conclusion: raw})] as const,
			].map(([form, text]) => [`${form}, ${language}`, text] as const);
		}),
	);

afterEach(() => {
	speak('en');
});

const holdsSecret = (text: string): boolean => /S3c|AKIAIOSFODNN7|b3Blbn/.test(text) || text.includes(basic);

describe('no secret gets through in any form, whichever text of a report it is in', () => {
	const {report} = all.find(({name}) => name.startsWith('input-drops')) ?? expect.fail('no recording');

	test.each(secrets)('%j', secret => {
		const planted = withTexts(report, text => `${text}\n${secret}`);
		const {conclusion, timeLine} = planted;
		const change = {
			at: '2026-11-26T03:20:44.480Z',
			summary: secret,
			command: secret,
			undo: secret,
			state: 'undone',
		} as const;
		const forms = everyForm(
			makeReport({conclusion, changes: [change], timeLine, twin: twinOf(conclusion, secret), timeZone}),
			conclusion,
		);
		expect([...forms].filter(([, text]) => holdsSecret(text)).map(([form]) => form)).toEqual([]);
	});

	test('nor into the file of a session, nor into --events', () => {
		const folder = mkdtempSync(join(tmpdir(), 'slbw-masking-'));
		try {
			const {events} = all.find(({name}) => name.startsWith('input-drops')) ?? expect.fail('no recording');
			const some = events.filter(({event}, index) => event.type !== 'command-ended' || index % 9 === 0);
			for (const secret of secrets) {
				const begun = beginSession(folder, {version: secret, given: {path: secret}});
				if (!('file' in begun)) throw new Error(begun.problem);
				const planted = some.map(({event}) => withTexts(event, text => `${text}\n${secret}`));
				for (const event of planted) begun.file.write(event);
				const shown = planted.map(event => eventJson(event)).join('');
				const kept = readFileSync(begun.file.path, 'utf8');
				expect([secret, holdsSecret(kept), holdsSecret(shown)]).toEqual([secret, false, false]);
				rmSync(begun.file.path);
			}
		} finally {
			rmSync(folder, {recursive: true});
		}
	});

	test('the corpus would be seen if nothing hid it', () => {
		expect(secrets.filter(secret => !holdsSecret(secret))).toEqual([]);
		const [secret = ''] = secrets;
		expect(JSON.stringify(withTexts(report, text => text + secret))).toContain('S3cret');
	});
});

const address = /(?<![\d.])(?!0\.0\.0\.0|100\.64\.0\.0\/10|127\.0\.0\.0\/8|255\.)\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g;

describe('with --mask addresses no address is left in any form', () => {
	test.each(all)('$name', ({conclusion, events}) => {
		const mask = new AddressMask();
		mask.hideNameOf('ssh://root@web-3');
		const named: Conclusion = {...conclusion, repeat: `${conclusion.repeat} --host ssh://root@web-3`};
		const forms = everyForm(makeReport({conclusion: mask.data(named), timeZone}));
		const seen = new Map([
			...forms,
			['all events', events.map(({event}) => eventJson(mask.data<Event>(event))).join('')],
		]);
		for (const [form, text] of seen)
			expect([form, text.match(address) ?? [], text.includes('web-3')]).toEqual([form, [], false]);
		const {target} = mask.data(conclusion.result);
		expect(target).toEqual({...conclusion.result.target, backend: 'net1-host1'});
		// What is said of it stays: codes, statuses, the verdict.
		expect(mask.data(conclusion.result).causes.map(({code}) => code)).toEqual(
			conclusion.result.causes.map(({code}) => code),
		);
	});
});
