import {expect, test} from 'vitest';
import type {Question} from '../../source/engine/question.ts';
import type {SessionStep} from '../../source/engine/session.ts';
import type {StepCard} from '../../source/engine/step-report.ts';
import {keyHelp} from '../../source/face/ink/key-help.ts';
import type {Key} from '../../source/face/ink/keys.ts';
import {type Back, openPrompt, type Pressed, press} from '../../source/face/ink/prompt.ts';
import {asciiSigns, unicodeSigns} from '../../source/face/signs.ts';
import {cards, reports} from './scripted-walk.ts';

const named = new Map<string, Key>([
	['<enter>', {is: 'enter'}],
	['<up>', {is: 'up'}],
	['<down>', {is: 'down'}],
	['<esc>', {is: 'escape'}],
	['<erase>', {is: 'erase'}],
	['<clear>', {is: 'clear'}],
	['<ctrl-c>', {is: 'interrupt'}],
	['<ctrl-d>', {is: 'end-of-input'}],
	['<ctrl-l>', {is: 'language'}],
]);

const steps: readonly SessionStep[] = cards.map(card => ({card, state: 'coming'}));

/** Presses keys, the last one's outcome. */
const after = (question: Question, keys: string, back: Back = 'possible'): Pressed => {
	let pressed: Pressed = {prompt: openPrompt(question, back, 0, question === walked ? {steps} : undefined)};
	for (const word of keys.match(/<[^>]+>|./gu) ?? [])
		pressed = press(pressed.prompt, named.get(word) ?? {is: 'text', text: word});
	return pressed;
};

const port: Question = {
	ask: 'setting',
	setting: {
		id: 'port',
		question: 'Which port?',
		help: 'In the console.',
		choices: [
			{value: '80', label: '80'},
			{value: '8080', label: '8080'},
			{value: '22', label: '22'},
		],
		suggestion: '8080',
		others: 'may-be-typed',
	},
};
const path: Question = {
	ask: 'setting',
	setting: {id: 'path', question: 'Which path?', help: 'In the console.', suggestion: '/'},
};
const card: StepCard | undefined = cards[2];
if (card === undefined) throw new Error('the scripted walk has three steps');
const step: Extract<Question, {ask: 'step'}> = {ask: 'step', card, number: 3, of: 4};
const later: Question = reports[0] === undefined ? step : {...step, after: reports[0]};

const walked: Question = {...step};

const confirm: Question = {ask: 'confirm', word: 'change'};
const keep: Question = {ask: 'keep', leftMs: 60_000};
const mendable: Question = {...step, mends: true};

test.each([
	['Enter takes the suggestion', port, '<enter>', {do: 'set', value: '8080'}],
	['down moves', port, '<down><enter>', {do: 'set', value: '22'}],
	['down goes round', port, '<down><down><enter>', {do: 'set', value: '80'}],
	['up goes round', port, '<up><up><enter>', {do: 'set', value: '22'}],
	['another port can be typed', port, '81<erase>2<enter>', {do: 'set', value: '82'}],
	['an arrow drops what was typed', port, '99<down><enter>', {do: 'set', value: '22'}],
	['q quits a choice', port, 'q', {do: 'quit'}],
	['Esc goes back', port, '<esc>', {do: 'back'}],
	['Esc first drops what was typed', port, '99<esc><enter>', {do: 'set', value: '8080'}],
	['Enter takes the suggested text', path, '<enter>', {do: 'set', value: '/'}],
	['q is a letter in a text', path, '/q<enter>', {do: 'set', value: '/q'}],
	['Ctrl+U clears', path, '/abc<clear>/x<enter>', {do: 'set', value: '/x'}],
	['erasing an emoji takes all of it', path, '/🙂<erase>a<enter>', {do: 'set', value: '/a'}],
	['Ctrl+C quits', path, '<ctrl-c>', {do: 'quit'}],
	['Ctrl+D quits', step, '<ctrl-d>', {do: 'quit'}],
	['Enter runs the step', step, '<enter>', {do: 'go'}],
	['s skips', step, 's', {do: 'skip'}],
	['r looks again', later, 'r', {do: 'again'}],
	['b goes back', later, 'b', {do: 'back'}],
	['Esc goes back from a step', later, '<esc>', {do: 'back'}],
	['j jumps to the step with a number', walked, 'j4<enter>', {do: 'jump', step: 'answer'}],
	['j begins with the step that is next', walked, 'j<enter>', {do: 'jump', step: 'listening'}],
	['j leaves out what is not needed', walked, 'j<up><enter>', {do: 'jump', step: 'reachable'}],
	['Esc leaves that list', walked, 'j4<esc><enter>', {do: 'go'}],
	['the pace is chosen from a list', step, 'p<down><down><enter>', {do: 'pace', pace: 'all'}],
	['Esc leaves that list', step, 'p<esc><enter>', {do: 'go'}],
	['q quits a step', step, 'q', {do: 'quit'}],
	['Enter closes at the end', {ask: 'end'} as const, '<enter>', {do: 'go'}],
	['r at the end looks again', {ask: 'end'} as const, 'r', {do: 'again'}],
	['w at the end watches', {ask: 'end', offers: ['watch']} as const, 'w', {do: 'watch'}],
	['l at the end asks for the seat', {ask: 'end', offers: ['seat']} as const, 'l', {do: 'seat'}],
	['f tries a remedy', mendable, 'f', {do: 'mend'}],
	['f at the end does, too', {ask: 'end', mends: true} as const, 'f', {do: 'mend'}],
	['the whole word and Enter confirm', confirm, 'change<enter>', {do: 'set', value: 'change'}],
	['a word that was mistyped first confirms', confirm, 'chx<erase>ange<enter>', {do: 'set', value: 'change'}],
	['Enters before the word are nothing', confirm, '<enter><enter>change<enter>', {do: 'set', value: 'change'}],
	['Esc changes nothing, whatever was typed', confirm, 'change<esc>', {do: 'back'}],
	['Ctrl+C at the word quits', confirm, 'change<ctrl-c>', {do: 'quit'}],
	['k keeps', keep, 'k', {do: 'keep'}],
	['u puts back', keep, 'u', {do: 'put-back'}],
])('%s', (_claim, question, keys, answer) => {
	expect(after(question, keys).answer).toEqual(answer);
});

test.each([
	['r before the first report', step, 'r'],
	['b before the first report', step, 'b'],
	['o before the first report', step, 'o'],
	['another letter', step, 'z'],
	['a letter at the end', {ask: 'end'} as const, 's'],
	['the watch where it isn’t offered', {ask: 'end'} as const, 'w'],
	['the seat where it isn’t offered', {ask: 'end'} as const, 'l'],
	['f where nothing can be mended', later, 'f'],
	['Enter before a change', confirm, '<enter>'],
	['many Enters before a change', confirm, '<enter><enter><enter>'],
	['yes before a change', confirm, 'yes<enter>'],
	['y before a change', confirm, 'y<enter>'],
	['the word without Enter', confirm, 'change'],
	['a part of the word', confirm, 'chang<enter>'],
	['more than the word', confirm, 'changes<enter>'],
	['the word after another one', confirm, 'do<enter>chang<enter>'],
	['Enter while a change is in force', keep, '<enter><esc>x'],
])('%s does nothing', (_claim, question, keys) => {
	const {answer, show} = after(question, keys);
	expect([answer, show]).toEqual([undefined, undefined]);
});

test('Esc at the very first question does nothing', () => {
	expect(after(port, '<esc>', 'impossible').answer).toBeUndefined();
});

test.each([
	['?', port, 'help'],
	['?', path, 'help'],
	['?', step, 'why'],
	['o', later, 'output'],
] as const)('%s shows something and answers nothing', (key, question, show) => {
	expect(after(question, key)).toMatchObject({show});
	expect(after(question, key).answer).toBeUndefined();
});

test.each([
	['the first step', step, 'impossible', 'Enter runs step 3 · ? explain · s skip · p pace · q quit'],
	[
		'a later step',
		later,
		'possible',
		'Enter runs step 3 · r look again · o whole output · ? explain · s skip · p pace · Esc back · q quit',
	],
	['the first setting', port, 'impossible', 'Enter takes 8080 · ↑↓ choose · or type another · q quit'],
	[
		'the end of a recording',
		{ask: 'end'} as const,
		'possible',
		'Enter closes · r looks again at everything · c copies the short form',
	],
	[
		'the end',
		{ask: 'end', offers: ['watch']} as const,
		'possible',
		'Enter closes · r looks again at everything · c copies the short form · w watches until the load balancer sees it healthy',
	],
] as const)('the keys shown at %s are those that work', (_where, question, back, expected) => {
	const rows = keyHelp(openPrompt(question, back), {help: 'shown', pace: 'guided', columns: 200, signs: unicodeSigns});
	expect(rows).toEqual([`${expected} · Ctrl+L 中文`]);
});

test('key help breaks between keys, never inside one', () => {
	const rows = keyHelp(openPrompt(later, 'possible'), {help: 'shown', pace: 'guided', columns: 40, signs: asciiSigns});
	expect(rows).toEqual([
		'Enter runs step 3 · r look again',
		'o whole output · ? explain · s skip',
		'p pace · Esc back · q quit',
	]);
});
