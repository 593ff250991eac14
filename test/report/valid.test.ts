import {describe, expect, test} from 'vitest';
import {written} from '../../source/report/form.ts';
import {hostile} from './hostile-words.ts';
import {judgedRecordings, withTexts} from './judged.ts';
import {faultsOf} from './valid.ts';

const all = await judgedRecordings();
const {report} = all[0] ?? expect.fail('no recording');

describe('every report is valid in every form', () => {
	test.each(all)('$name', ({report}) => {
		for (const form of ['md', 'html', 'json'] as const) expect(faultsOf(form, written(report, form)), form).toEqual([]);
	});

	test.each(hostile)('with hostile words in every text: %j', words => {
		const dirty = withTexts(report, text => `${text}${words}`);
		for (const form of ['md', 'html'] as const) expect(faultsOf(form, written(dirty, form)), form).toEqual([]);
	});
});

describe('what is wrong is found', () => {
	test.each<readonly ['md' | 'html' | 'json', (text: string) => string, RegExp]>([
		['html', text => text.replace('</section>', ''), /section at \d+ has no end of its own/],
		['html', text => text.replace('<main>', '<main><b>'), /an element b/],
		['html', text => text.replace('<h2>', '<h2 onclick="x()">'), /h2 onclick/],
		['html', text => text.replace('<h2>', '<h2 class="a"b">'), /unexpected-character-in-attribute-name/],
		['html', text => text.replace('<!doctype html>', ''), /missing-doctype/],
		['html', text => text.replace('<table>', '<table><p>x</p>'), /something is misplaced/],
		['md', text => text.replace(/\n## What/, '\n```\n\n## What'), /of its sections there are only/],
		['md', text => text.replace('\n## What', '\n<b>x</b>\n\n## What'), /html in it/],
		['md', text => text.replace('\n## What', '\n# x\n\n## What'), /more than one title/],
		['json', text => text.replace('"verdict": "', '"verdict": "x'), /\/verdict must be equal to one of/],
		['json', text => text.replace('"startedAt"', '"began"'), /must have required property 'startedAt'/],
	])('in %s: %s', (form, spoil, words) => {
		const text = written(report, form);
		expect(spoil(text)).not.toBe(text);
		expect(faultsOf(form, spoil(text)).join('\n')).toMatch(words);
	});
});
