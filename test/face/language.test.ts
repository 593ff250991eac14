import stringWidth from 'string-width';
import {afterEach, expect, test} from 'vitest';
import {command} from '../../source/engine/command.ts';
import {nothingDetected} from '../../source/engine/detected.ts';
import type {Event} from '../../source/engine/event.ts';
import {confirmation, settingsMenu} from '../../source/engine/intake-menu.ts';
import type {Answer, Question} from '../../source/engine/question.ts';
import {askFor} from '../../source/engine/setting-question.ts';
import {speak, spoken} from '../../source/engine/words.ts';
import type {Key} from '../../source/face/ink/keys.ts';
import {liveRows} from '../../source/face/ink/live.ts';
import {askQuestion, openScreen, pressKey, showEvent} from '../../source/face/ink/screen.ts';
import {Store} from '../../source/face/ink/store.ts';
import {emptyWatchScreen, reworded, watchRows, watchScreen} from '../../source/face/ink/watch-screen.ts';
import {otherLanguage} from '../../source/face/language-key.ts';
import {asciiSigns, chooseSigns, type Signs, unicodeSigns} from '../../source/face/signs.ts';
import {cards, reports, target} from './scripted-walk.ts';

afterEach(() => speak('en'));

const language: Key = {is: 'language'};
const settings = {product: 'clb', port: 80, backend: '10.11.192.1', protocol: 'http'} as const;

/** A store whose screen is read as one text. */
const open = (signs: Signs = unicodeSigns) => {
	let nowMs = 0;
	const store = new Store({
		intro: [],
		now: () => {
			nowMs += 1000;
			return nowMs;
		},
		onInterrupt: () => {},
		copy: async () => ({text: ''}),
		otherLanguage: () => otherLanguage(signs),
	});
	const live = (columns = 80): string =>
		liveRows(store.snapshot().screen, performance.now(), {columns, rows: 24, signs})
			.map(({lead, text}) => `${lead}${text}`)
			.join('\n');
	const history = (): string =>
		store
			.snapshot()
			.screen.history.map(({text}) => text)
			.join('\n');
	return {store, live, history};
};

/** Asks a question made anew as long as the answer is another language. */
const askUntilAnswered = async (store: Store, make: () => Question): Promise<Answer> => {
	for (;;) {
		const question = make();
		store.show({type: 'question', question});
		const answer = await store.ask(question);
		store.show({type: 'answered', answer});
		if (answer.do !== 'language') return answer;
	}
};
const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

test('the key asks the same question again in the other language, with what was typed', async () => {
	const {store, live} = open();
	const answer = askUntilAnswered(store, () => ({
		ask: 'setting',
		setting: {...askFor('backend', settings, nothingDetected), id: 'backend'},
	}));
	store.press([...'10.0'].map(text => ({is: 'text', text}) as const));
	expect(live()).toMatch(/Enter takes 10\.0 · .*Ctrl\+L 中文/);
	store.press([language]);
	await turn();
	expect(live()).not.toMatch(/Enter takes|Esc clears/);
	expect(live()).toMatch(/10\.0_(?:.|\n)*Enter 采用“10\.0” · .*Ctrl\+L English/);
	store.press([language]);
	await turn();
	expect(live()).toMatch(/10\.0_(?:.|\n)*Enter takes 10\.0/);
	store.press([{is: 'enter'}]);
	expect(await answer).toEqual({do: 'set', value: '10.0'});
	store.close();
});

test('the choice that has the focus keeps it, and going back is as possible as before', async () => {
	const {store, live} = open();
	const answer = askUntilAnswered(store, () => ({ask: 'setting', setting: settingsMenu(settings, nothingDetected)}));
	store.press([{is: 'down'}, {is: 'down'}]);
	store.press([language]);
	await turn();
	expect(live()).toContain('❯ 检查方法 · HEAD');
	expect(live()).not.toContain('Esc');
	store.press([{is: 'enter'}]);
	expect(await answer).toEqual({do: 'set', value: 'method'});
	store.close();
});

const stepQuestion = (): Question => {
	const [card, report] = [cards[2], reports[0]];
	if (card === undefined || report === undefined) throw new Error('there are steps');
	return {ask: 'step', card, number: 3, of: 4, after: report};
};

test.each([
	['p', 'How do you want to go on?', '接下来如何进行？'],
	['j', 'Which step do you want to go to?', '要转到哪一步？'],
])('the list of %s stays open', async (key, before, then) => {
	const {store, live} = open();
	store.show({type: 'started', at: '2026-11-22T08:00:00.000Z', target, steps: cards, pace: 'guided'});
	void askUntilAnswered(store, stepQuestion);
	store.press([{is: 'text', text: key}]);
	expect(live()).toContain(before);
	store.press([language]);
	await turn();
	expect(live()).toContain(then);
	expect(live()).not.toContain('Esc back');
	store.close();
});

test('a step’s card and the report before it are told again; nothing else is', async () => {
	const {store, history} = open();
	store.show({type: 'started', at: '2026-11-22T08:00:00.000Z', target, steps: cards, pace: 'guided'});
	void askUntilAnswered(store, stepQuestion);
	const told = history();
	store.press([language]);
	await turn();
	const again = history().slice(told.length);
	expect(again.match(/curl localhost|netstat -anp/g)).toEqual(['netstat -anp']);
	expect(again.match(/nginx answers HEAD/g)).toHaveLength(1);
	store.close();
});

test('an explanation that was asked for is told again, under the card', async () => {
	const {store, history} = open();
	store.show({type: 'started', at: '2026-11-22T08:00:00.000Z', target, steps: cards, pace: 'guided'});
	void askUntilAnswered(store, stepQuestion);
	store.press([{is: 'text', text: '?'}]);
	const told = history();
	store.press([language]);
	await turn();
	const again = history().slice(told.length);
	expect(again.match(/netstat -anp/g)).toHaveLength(1);
	expect(again).toContain('为什么：');
	store.press([{is: 'text', text: 's'}]);
	await turn();
	store.close();
});

test('while something runs the key changes what the face says, and answers nothing', async () => {
	const {store, live} = open();
	store.show({type: 'started', at: '2026-11-22T08:00:00.000Z', target, steps: cards, pace: 'all'});
	store.show({type: 'step-started', step: 'listening', number: 3, of: 4});
	store.show({type: 'command-started', key: 1, command: command('ss', '-Hltnp'), timeoutMs: 5000});
	store.press([language]);
	expect(spoken()).toBe('zh-CN');
	expect(live()).toMatch(/步骤 3\/4/);
	const reworded: Event = {
		type: 'reworded',
		language: 'zh-CN',
		steps: cards.map(card => ({...card, title: `步骤 ${card.id}`})),
		reports: [],
	};
	store.show(reworded);
	expect(live()).toContain('步骤 listening');
	store.close();
});

test('before a change the key has it looked up anew: what was typed so far is no yes to what comes then', async () => {
	const {store, live} = open();
	const answer = store.ask({ask: 'confirm', word: 'change'});
	store.press([{is: 'text', text: 'chan'}]);
	store.press([language]);
	expect(await answer).toEqual({do: 'language', language: 'zh-CN'});
	expect(live()).not.toMatch(/chan/);
	let again: Answer | undefined;
	void store.ask({ask: 'confirm', word: 'change'}).then(given => {
		again = given;
	});
	store.press([{is: 'text', text: 'ge'}]);
	store.press([{is: 'enter'}]);
	await turn();
	expect(again).toBeUndefined();
	expect(live()).toMatch(/输入 change/);
	store.end();
	store.close();
});

test('while a change is in force the key changes the words and decides nothing', async () => {
	const {store, live} = open();
	let answered: Answer | undefined;
	void store.ask({ask: 'keep', leftMs: 60_000}).then(answer => {
		answered = answer;
	});
	store.press([language]);
	await turn();
	expect(answered).toBeUndefined();
	expect(live()).toMatch(/改动/);
	expect(live()).not.toMatch(/Type|keep it/);
	store.end();
	store.close();
});

test.each([
	['ASCII', asciiSigns],
	[
		'the Linux console',
		chooseSigns({env: {LANG: 'C.UTF-8', TERM: 'linux'}, platform: 'linux', language: 'en', wanted: 'any'}),
	],
])('where the terminal can’t show Chinese (%s) the key is not there, and does nothing', (_, signs) => {
	const {store, live} = open(signs);
	void store.ask(stepQuestion());
	store.press([language]);
	expect(spoken()).toBe('en');
	expect(live()).not.toContain('Ctrl+L');
	store.close();
});

test('who has begun in Chinese can change to English and back, with ASCII signs too', () => {
	speak('zh-CN');
	const signs = chooseSigns({env: {}, platform: 'linux', language: 'zh-CN', wanted: 'ascii'});
	expect(otherLanguage(signs)).toBe('en');
	speak('en');
	expect(otherLanguage(signs)).toBe('zh-CN');
});

const chineseQuestions = (): readonly Question[] => [
	{ask: 'setting', setting: {...askFor('codes', settings, nothingDetected), id: 'codes'}},
	{ask: 'setting', setting: {...askFor('timeoutS', settings, nothingDetected), id: 'timeoutS'}},
	{ask: 'setting', setting: confirmation(settings, {detected: nothingDetected})},
	{ask: 'confirm', word: 'change'},
	{ask: 'keep', leftMs: 60_000},
	{ask: 'end', offers: ['watch', 'seat'], mends: true},
];

test.each([80, 40, 24])('in Chinese no row of %i columns is too wide or begins with a mark that closes', columns => {
	speak('zh-CN');
	for (const question of chineseQuestions()) {
		const rows = liveRows(askQuestion(openScreen([]), question, 0), 0, {columns, rows: 24, signs: unicodeSigns});
		for (const {lead, text} of rows) {
			expect(stringWidth(`${lead}${text}`), text).toBeLessThanOrEqual(columns);
			expect(text).not.toMatch(/^[，。：；、！？）”]/);
		}
	}
});

test('in Chinese nothing of the live part is left in English', () => {
	speak('zh-CN');
	const started = showEvent(
		openScreen([]),
		{type: 'started', at: '2026-11-22T08:00:00.000Z', target, steps: [], pace: 'guided'},
		0,
	);
	for (const question of chineseQuestions()) {
		const asked = askQuestion(started, question, 0);
		const shown = [asked, pressKey(asked, {is: 'text', text: 'x'}).screen].flatMap(screen =>
			liveRows(screen, 0, {columns: 200, rows: 40, signs: unicodeSigns}).map(({text}) => text),
		);
		const words = shown.join('\n').replace(/Ctrl\+L English|http_\dxx|HTTP Host|Terraform|Kubernetes/g, '');
		expect(words).not.toMatch(/[a-z]{3,} [a-z]{2,}/);
	}
});

test('a watch says the other language with its next frame', () => {
	const at = '2026-11-22T08:00:00.000Z';
	let screen = watchScreen(emptyWatchScreen, {type: 'started', at, target, intervalMs: 2000, timeoutMs: 5000});
	screen = watchScreen(screen, {type: 'way', at, is: 'stopped', why: 'a rule stops them'});
	screen = watchScreen(screen, {type: 'seen', at, is: 'refused', count: 2, when: 'within 4 s', command: 'ss -tn'});
	screen = watchScreen(screen, {
		type: 'probe',
		at,
		number: 1,
		sign: 'fail',
		outcome: 'refused',
		tookMs: 1,
		says: 'refused after 1 ms',
		verdict: 'unknown',
		inARow: 1,
	});
	const live = (): string =>
		watchRows(screen, {columns: 80, rows: 24}, unicodeSigns)
			.map(({text}) => text)
			.join('\n');
	expect(live()).toContain('q ends with a summary · Ctrl+L 中文');
	speak('zh-CN');
	screen = reworded(screen);
	expect(live()).toContain('q 结束并给出总结 · Ctrl+L English');
	expect(live()).not.toMatch(/probe|none|rule|within|refused/i);
});
