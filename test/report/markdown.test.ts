import {describe, expect, test} from 'vitest';
import {compose} from '../../source/report/compose.ts';
import {written} from '../../source/report/form.ts';
import {markdownBlock, markdownCode, markdownText} from '../../source/report/markdown/escape.ts';
import {hostile} from './hostile-words.ts';
import {judgedRecordings, withTexts} from './judged.ts';
import {foreign, headings, parts, tokens} from './valid.ts';

const all = await judgedRecordings();

/** What a reader sees of words that are markup in no way. */
const read = (text: string): string =>
	parts(text)
		.flatMap(tokens)
		.flatMap(token => ('tokens' in token && token.tokens !== undefined ? [] : 'text' in token ? [token.text] : []))
		.join('');

describe('the structure is the one that was meant', () => {
	test.each(all)('$name', ({report}) => {
		const document = compose(report);
		const page = parts(written(report, 'md'));
		expect(headings(page).filter(words => words.startsWith('1 '))).toHaveLength(1);
		expect(headings(page).filter(words => words.startsWith('2 '))).toEqual(
			document.sections.map(({title}) => `2 ${title}`),
		);
		const blocks = [...document.lead, ...document.sections.flatMap(section => section.blocks)];
		const count = (type: string): number => page.filter(token => token.type === type).length;
		expect(count('list')).toBe(blocks.filter(({is}) => is === 'list').length);
		const drawn = (is: string): number =>
			blocks.filter(block => block.is === 'exhibit' && block.exhibit.is === is).length;
		expect(count('table')).toBe(blocks.filter(({is}) => is === 'table').length + drawn('latency'));
		expect(count('code')).toBe(blocks.filter(({is}) => is === 'command' || is === 'output').length + drawn('way'));
		expect(page.flatMap(tokens).filter(({type}) => foreign.includes(type))).toEqual([]);
	});
});

describe('hostile words stay words', () => {
	test.each(hostile)('in a line: %j', words => {
		for (const where of ['', 'before ']) {
			const page = parts(markdownText(`${where}${words}`)).flatMap(tokens);
			expect(page.map(({type}) => type).filter(type => !['paragraph', 'text', 'escape'].includes(type))).toEqual([]);
			expect(read(markdownText(`${where}${words}`))).toBe(`${where}${words}`.replace(/\s+/g, ' ').trim());
		}
	});

	test.each(hostile)('in a cell, as text and as code: %j', words => {
		const [table, ...others] = parts(
			`| a | b | c |\n| --- | --- | --- |\n| ${markdownText(words)} | ${markdownCode(words, 'cell')} | end |\n`,
		);
		expect(others).toEqual([]);
		expect(table?.type === 'table' && table.rows.map((row: {text: string}[]) => [row.length, row[2]?.text])).toEqual([
			[3, 'end'],
		]);
	});

	test.each(hostile)('in a block: %j', words => {
		const page = parts(`${markdownBlock(words, 'sh')}\n\nAfter\n`);
		expect(page.map(({type}) => type)).toEqual(['code', 'paragraph']);
		expect(page[0]?.type === 'code' && page[0].text).toBe(words.replace(/\s+$/, ''));
	});

	test.each(hostile)('in every text of a report: %j', words => {
		const [first] = all;
		if (first === undefined) throw new Error('no recording');
		const types = (text: string): readonly string[] => parts(text).map(({type}) => type);
		const report = withTexts(first.report, text => `${text}${words}`);
		expect(types(written(report, 'md'))).toEqual(
			types(
				written(
					withTexts(first.report, text => `${text}.`),
					'md',
				),
			),
		);
	});
});
