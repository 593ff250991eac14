import stringWidth from 'string-width';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {sampleTarget} from '../../source/cause/sample-target.ts';
import {speak} from '../../source/engine/words.ts';
import {jumpList, jumpWarning} from '../../source/face/jump-list.ts';
import {layout} from '../../source/face/layout.ts';
import {endItems, jumpItems, paceItems, stepItems} from '../../source/face/plain/menu.ts';
import {settingLines} from '../../source/face/plain/setting-lines.ts';
import {spoken, unicodeSigns} from '../../source/face/signs.ts';
import {conclusionLines} from '../../source/face/words/conclusion.ts';
import {explainLines} from '../../source/face/words/explain-step.ts';
import {introLines} from '../../source/face/words/intro.ts';
import type {Line} from '../../source/face/words/line.ts';
import {wholeOutput} from '../../source/face/words/observation.ts';
import {pathLines} from '../../source/face/words/path.ts';
import {earlierLines, resumedLines} from '../../source/face/words/resumed.ts';
import {reportLines} from '../../source/face/words/step.ts';
import {targetSentence} from '../../source/face/words/target.ts';
import {twinLines} from '../../source/face/words/twin.ts';
import {voidedLines, voidLines} from '../../source/face/words/void.ts';
import {whereLine} from '../../source/face/words/where.ts';
import {wholePlanRows} from '../../source/face/words/whole-plan.ts';
import {at, card, cause, conclusion, expectChinese, given, report, session} from './in-chinese.ts';

beforeEach(() => speak('zh-CN'));
afterEach(() => speak('en'));

const every: Readonly<Record<string, () => readonly Line[]>> = {
	intros: () => (['wizard', 'demo', 'drill'] as const).flatMap(what => introLines('1.0', what)),
	conclusions: () => (['healthy', 'unhealthy', 'unknown'] as const).flatMap(is => conclusionLines(conclusion(is))),
	'a report': () => reportLines(report),
	'what is the same as before': () =>
		reportLines(report, {before: {commands: [], causes: [{...cause, step: 'answer'}]}}),
	'a report without findings': () =>
		(['ok', 'skipped', 'unknown'] as const).flatMap(status =>
			reportLines({...report, status, findings: [], causes: [], observations: []}),
		),
	'whole output': () => [...wholeOutput(report.observations), ...wholeOutput([])],
	'an explained step': () => [1, 2, 4].flatMap(number => explainLines(card('port'), {number, of: 4}, session)),
	'a path': () =>
		pathLines(
			(['coming', 'passes', 'risk', 'fails', 'unknown', 'not-needed'] as const).map(state => ({
				name: 'filter',
				state,
				code: cause.code,
			})),
		),
	'a session that goes on': () => [
		...resumedLines(
			{
				session: '20261122',
				lastAt: at,
				answers: [],
				kept: [{report, at}],
				again: [
					{step: 'port', status: 'ok', at, because: 'old'},
					{step: 'load', status: 'ok', at, because: 'unknown'},
				],
			},
			session.steps,
		),
		...earlierLines({step: 'firewall', status: 'ok', at, because: 'old'}, report),
	],
	twins: () =>
		twinLines(conclusion('unhealthy'), {
			conclusion: conclusion('healthy'),
			names: ['web-1', 'web-2'],
			differences: [
				{is: 'cause', where: 'beside', of: cause.code, one: [given], other: [], nearness: 9},
				{is: 'step', where: 'step', of: 'port', one: ['ok'], other: ['problem'], nearness: 8},
				...Array.from({length: 20}, (_, nearness) => ({
					...({is: 'fact', where: 'beside', of: 'nft'} as const),
					...{one: ['1', '2', '3', '4', '5'], other: ['6'], nearness: nearness + 1, causes: [cause.code]},
				})),
			],
		}),
	'what another answer makes void': () => {
		const setting = {id: 'port', question: given, help: '', wouldVoid: [given, given], voided: [given]};
		return [...voidLines(setting), ...voidedLines(setting)];
	},
	'the whole plan': () =>
		wholePlanRows(
			[
				{title: given, skipWhy: given, commands: []},
				{
					title: given,
					commands: [
						{command: 'nft', rights: 'root', is: 'read', on: 'here', cause: cause.code},
						{command: 'a\nb', rights: 'any', is: 'change', undo: 'x'},
					],
				},
			],
			{name: given, columns: 80, notes: [given]},
		).map(text => ({text: text.trim()})),
	'what is checked': () =>
		[
			sampleTarget,
			{...sampleTarget, port: 8080, healthCheck: {...sampleTarget.healthCheck, domain: 'example.com'}},
			{...sampleTarget, healthCheck: {...sampleTarget.healthCheck, protocol: 'udp' as const}},
		].map(target => ({text: targetSentence(target)})),
	questions: () => [
		...settingLines({id: 'port', question: given, help: '', choices: [{value: '1', label: given, hint: given}]}),
		...settingLines({id: 'port', question: given, help: '', problem: given}),
	],
	menus: () =>
		[
			...stepItems({ask: 'step', card: card('port'), number: 2, of: 4, after: report, mends: true}),
			...endItems({ask: 'end', offers: ['watch', 'seat'], mends: true}),
			...paceItems(),
			...jumpItems(session),
			...jumpList(session),
		].map(({label, ...rest}) => ({text: `${label} ${'hint' in rest ? rest.hint : ''}`})),
	jumps: () => [{text: jumpWarning(session, 1, 3) ?? ''}, {text: jumpWarning(session, 1, 5) ?? ''}],
	'where one is': () =>
		[
			whereLine(session, {columns: 200}),
			whereLine({...session, steps: [{card: card('port'), state: 'coming'}]}, {columns: 200}),
			whereLine({...session, conclusion: conclusion('unknown')}, {columns: 200}),
			whereLine(session, {columns: 200, setting: {id: '', question: '', help: '', place: {number: 1, of: 3}}}),
		].flatMap(line => line ?? []),
};

test.each(Object.entries(every))('%s in Chinese: no English is left', (_name, make) => expectChinese(make()));

test('no row of a conclusion is wider than the screen, and rows stand under the text before them', () => {
	for (const columns of [24, 40, 80])
		for (const signs of [unicodeSigns, spoken(unicodeSigns)]) {
			const rows = layout(conclusionLines(conclusion('unhealthy')), {columns, signs});
			for (const {lead, text, tone} of rows)
				if (tone !== 'command') expect(stringWidth(`${lead}${text}`)).toBeLessThanOrEqual(columns);
		}

	const [first, second] = layout([{text: given.repeat(30), mark: 'unknown'}], {
		columns: 40,
		signs: spoken(unicodeSigns),
	});
	expect(first?.lead).toBe('未知：');
	expect(second?.lead).toBe(' '.repeat(6));
});
