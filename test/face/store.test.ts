import {expect, test} from 'vitest';
import {command} from '../../source/engine/command.ts';
import type {Answer, Question} from '../../source/engine/question.ts';
import {run} from '../../source/engine/run-walk.ts';
import {type Key, keysOf} from '../../source/face/ink/keys.ts';
import {liveRows} from '../../source/face/ink/live.ts';
import {Store} from '../../source/face/ink/store.ts';
import {unicodeSigns} from '../../source/face/signs.ts';
import {noKey} from './no-key.ts';
import {cards, conclusion, scriptedWalk, target} from './scripted-walk.ts';

/** `stepMs` is how much later each key comes than the one before. */
const open = (stepMs = 1000, copying: () => void = () => {}) => {
	let interrupts = 0;
	let nowMs = 0;
	const copied: string[] = [];
	const store = new Store({
		intro: [],
		now: () => {
			nowMs += stepMs;
			return nowMs;
		},
		onInterrupt: () => {
			interrupts++;
		},
		copy: async ({result}) => {
			copying();
			copied.push(result.verdict);
			return {text: 'Copied.'};
		},
	});
	const pass = (ms: number): void => {
		nowMs += ms;
	};
	return {store, copied, pass, interrupts: () => interrupts};
};

const enter: Key = {is: 'enter'};
const choice = (id: string): Question => ({
	ask: 'setting',
	setting: {
		id,
		question: `Which ${id}?`,
		help: 'Somewhere in the console.',
		choices: [
			{value: 'one', label: 'One'},
			{value: 'two', label: 'Two'},
			{value: 'three', label: 'Three'},
		],
	},
});
/** Asks something, and says whether that has been answered. */
const pending = (store: Store) => {
	let answered: Answer | undefined;
	void store.ask(choice('port')).then(answer => {
		answered = answer;
	});
	return {isAnswered: () => answered !== undefined};
};
const history = (store: Store): string =>
	store
		.snapshot()
		.screen.history.map(({text}) => text)
		.join('\n');

test('Down Down Enter in one read takes the third choice', async () => {
	const {store} = open();
	const answer = store.ask(choice('product'));
	store.press([{is: 'down'}, {is: 'down'}, enter]);
	expect(await answer).toEqual({do: 'set', value: 'three'});
});

test('what comes in one read with an answer is lost: it was typed before the next question could be seen', async () => {
	const {store} = open();
	const first = store.ask(choice('product'));
	store.press([{is: 'down'}, enter, {is: 'down'}, enter]);
	expect(await first).toEqual({do: 'set', value: 'two'});
	const {isAnswered} = pending(store);
	await Promise.resolve();
	expect(isAnswered()).toBe(false);
	store.close();
});

test('a burst of Enters, each in a read of its own, answers one question; after a pause a key counts again', async () => {
	const {store, pass} = open(0);
	const first = store.ask(choice('product'));
	store.press([enter]);
	await first;
	const {isAnswered} = pending(store);
	for (let time = 0; time < 20; time++) {
		pass(100);
		store.press([enter]);
	}

	await Promise.resolve();
	expect(isAnswered()).toBe(false);
	pass(200);
	store.press([enter]);
	await Promise.resolve();
	expect(isAnswered()).toBe(true);
	store.close();
});

test('what is typed while nothing is asked is lost, but for Ctrl+C', async () => {
	const {store, pass, interrupts} = open(0);
	store.press([{is: 'down'}, enter]);
	const {isAnswered} = pending(store);
	store.press([enter]);
	await Promise.resolve();
	expect([isAnswered(), interrupts()]).toEqual([false, 0]);
	pass(10);
	store.press([{is: 'interrupt'}]);
	await Promise.resolve();
	expect(isAnswered()).toBe(true);
	store.close();
});

test('a text that is pasted where letters are keys does nothing', async () => {
	const {store} = open();
	const [card] = cards;
	if (card === undefined) throw new Error('the scripted walk has steps');
	let answered: Answer | undefined;
	void store.ask({ask: 'step', card, number: 1, of: 4}).then(answer => {
		answered = answer;
	});
	store.press(keysOf('squirrel\r', noKey));
	await Promise.resolve();
	expect(answered).toBeUndefined();
	store.press(keysOf('s', noKey));
	await Promise.resolve();
	expect(answered).toEqual({do: 'skip'});
	store.close();
});

test('while a command runs only Ctrl+C counts', async () => {
	const {store, interrupts} = open();
	const first = store.ask(choice('product'));
	store.press([enter]);
	await first;
	store.show({type: 'started', at: '2026-11-22T08:00:00.000Z', target, steps: cards, pace: 'guided'});
	store.show({type: 'command-started', key: 1, command: command('ss'), timeoutMs: 5000});
	store.press([enter, enter]);
	store.press([{is: 'interrupt'}]);
	store.press([{is: 'interrupt'}]);
	expect(interrupts()).toBe(2);
	store.show({
		type: 'command-ended',
		key: 1,
		observation: {command: command('ss'), stdout: '', stderr: '', durationMs: 1},
	});
	let answered: Answer | undefined;
	void store.ask(choice('port')).then(answer => {
		answered = answer;
	});
	await Promise.resolve();
	expect(answered).toBeUndefined();
	store.close();
});

test('Ctrl+C at a question quits', async () => {
	const {store, interrupts} = open();
	const answer = store.ask(choice('product'));
	store.press([{is: 'interrupt'}]);
	expect([await answer, interrupts()]).toEqual([{do: 'quit'}, 0]);
});

test('when the terminal is gone the question is answered with quit', async () => {
	const {store} = open();
	const answer = store.ask(choice('product'));
	store.end();
	expect(await answer).toEqual({do: 'quit'});
});

test('an answer that was refused leaves no record, one that was taken leaves one', async () => {
	const {store} = open();
	const first = store.ask(choice('port'));
	store.press(keysOf('99\r', noKey));
	// As the wizard does: the answer is shown as an event before anybody has judged it.
	store.show({type: 'answered', answer: await first});
	const {setting} = {setting: undefined, ...choice('port')};
	if (setting === undefined) throw new Error('a setting was asked');
	const second = store.ask({ask: 'setting', setting: {...setting, problem: 'too high'}});
	store.press([enter]);
	await second;
	void store.ask(choice('path'));
	expect(history(store)).toBe('Which port? One');
	store.close();
});

test('o prints the whole output above, ? the reason', async () => {
	const {store} = open();
	const [card] = cards;
	if (card === undefined) throw new Error('the scripted walk has steps');
	const observation = {command: command('ss'), stdout: 'LISTEN 0 511\n', stderr: '', exitCode: 0, durationMs: 2};
	const after = {step: card.id, status: 'ok', findings: [], causes: [], observations: [observation]} as const;
	void store.ask({ask: 'step', card, number: 2, of: 4, after});
	store.press([{is: 'text', text: 'o'}]);
	store.press([{is: 'text', text: '?'}]);
	expect(history(store)).toContain('LISTEN 0 511');
	expect(history(store)).toContain(`Why: ${card.why}`);
	store.close();
});

test('what can’t be copied is said, and the question stays', async () => {
	const {store, copied} = open(1000, () => {
		throw Object.assign(new Error('gone'), {code: 'ENOENT'});
	});
	store.show({type: 'concluded', conclusion: conclusion()});
	void store.ask({ask: 'end'});
	store.press(keysOf('c', noKey));
	await new Promise(resolve => setImmediate(resolve));
	expect([history(store), copied]).toEqual([
		expect.stringContaining('Nothing was copied (there is no such file or folder).'),
		[],
	]);
	expect(store.snapshot().screen.prompt).toBeDefined();
	store.close();
});

test('the whole walk: at each step Enter, and the conclusion is told', async () => {
	const {store} = open();
	const face = {
		show: (event: Parameters<Store['show']>[0]) => store.show(event),
		ask: async (question: Question) => {
			const answer = store.ask(question);
			store.press([enter]);
			return answer;
		},
		close: async () => store.close(),
	};
	const {result} = await run(scriptedWalk({pace: 'guided'}), face);
	expect(result.verdict).toBe('unhealthy');
	const told = history(store);
	expect(told).toContain('Step 3 of 4 · Does something listen on the private or the wildcard address?');
	expect(told).toContain('Its command: netstat -anp | grep :80');
	expect(told).toContain('Not needed here: this is a layer 4 check');
	expect(told).toContain('Unhealthy: the health check fails, or will fail.');
	expect(told).not.toContain('\u001B');
	expect(liveRows(store.snapshot().screen, 0, {columns: 80, rows: 24, signs: unicodeSigns})).toEqual([]);
});

test('Ctrl+C before the first question quits at that question', async () => {
	const {store, interrupts} = open();
	store.press([{is: 'interrupt'}]);
	expect([await store.ask(choice('product')), interrupts()]).toEqual([{do: 'quit'}, 1]);
	store.close();
});

const word = (text: string): readonly Key[] => [...text].map(letter => ({is: 'text', text: letter}));

/** The answer so far. */
const asked = (store: Store, question: Question) => {
	const got: {answer?: Answer} = {};
	void store.ask(question).then(answer => {
		got.answer = answer;
	});
	return got;
};

test('what is typed ahead answers no question about a change', async () => {
	const {store} = open();
	store.press([...word('change'), enter]);
	store.press([enter]);
	const got = asked(store, {ask: 'confirm', word: 'change'});
	await Promise.resolve();
	expect(got.answer).toBeUndefined();
	store.press([...word('k')]);
	store.end();
	const kept = asked(store, {ask: 'keep', leftMs: 60_000});
	await Promise.resolve();
	expect(kept.answer).toBeUndefined();
	store.end();
	store.close();
});

test('the word and an Enter that come in one read were pasted: the Enter does not count', async () => {
	const {store} = open();
	const got = asked(store, {ask: 'confirm', word: 'change'});
	store.press(keysOf('change\r', noKey));
	store.press(keysOf('\r\r', noKey));
	await Promise.resolve();
	expect(got.answer).toBeUndefined();
	store.press([enter]);
	await Promise.resolve();
	expect(got.answer).toEqual({do: 'set', value: 'change'});
	store.close();
});

test('nobody’s answer in time puts a change back', async () => {
	const {store} = open();
	expect(await store.ask({ask: 'keep', leftMs: 20})).toEqual({do: 'put-back'});
	store.close();
});
