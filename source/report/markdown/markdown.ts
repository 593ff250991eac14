import type {Exhibit} from '../../engine/exhibit.ts';
import {say} from '../../engine/words.ts';
import {duration} from '../../face/words/duration.ts';
import type {Block, Document, ListItem, Sign} from '../document.ts';
import {markdownBlock, markdownCode, markdownText} from './escape.ts';

/** A report in Markdown (CommonMark with GitHub's tables); ends with a newline. */
export const markdown = ({title, sign, verdict, lead, sections}: Document): string =>
	[
		`# ${markdownText(title)}`,
		`**${signs[sign]} ${markdownText(verdict)}**`,
		...lead.map(block),
		...sections.flatMap(section => [`## ${markdownText(section.title)}`, ...section.blocks.map(block)]),
	]
		.join('\n\n')
		.concat('\n');

const signs: Readonly<Record<Sign, string>> = {ok: '✅', problem: '❌', risk: '🟡', unknown: '❓', skipped: '➖'};

const block = (one: Block): string => {
	switch (one.is) {
		case 'heading':
			return `### ${one.sign === undefined ? '' : `${signs[one.sign]} `}${markdownText(one.text)}`;
		case 'text':
			return markdownText(one.text);
		case 'list':
			return one.items.map(item).join('\n');
		case 'command':
			return markdownBlock(one.text, 'sh');
		case 'output':
			return markdownBlock(one.text, 'text');
		case 'table':
			return table(one);
		case 'exhibit':
			return exhibit(one.exhibit);
	}
};

const item = ({text, sign, command}: ListItem): string => {
	const words = `- ${sign === undefined ? '' : `${signs[sign]} `}${markdownText(text)}`;
	return command === undefined ? words : `${words} ${markdownCode(command)}`;
};

const table = ({head, rows}: Extract<Block, {is: 'table'}>): string =>
	[
		row(head.map(markdownText)),
		row(head.map(() => '---')),
		...rows.map(cells =>
			row(cells.map(({text, is}) => (is === 'command' ? markdownCode(text, 'cell') : markdownText(text)))),
		),
	].join('\n');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const exhibit = (one: Exhibit): string => {
	if (one.is === 'way') return `${markdownText(one.title)}\n\n${markdownBlock(one.rows.join('\n'), 'text')}`;
	const {title} = one;
	const limit = duration(one.limitMs);
	return [
		markdownText(say({en: `${title}; the load balancer waits ${limit}`, zh: `${title}；负载均衡等待 ${limit}`})),
		table({
			is: 'table',
			head: [
				say({en: 'Probe', zh: '探测'}),
				say({en: 'Took', zh: '耗时'}),
				say({en: 'What came', zh: '收到的应答'}),
				say({en: 'Accepted', zh: '是否接受'}),
			],
			rows: one.probes.map(({name, ms, note, is}) =>
				[name, duration(ms), note, say(is === 'accepted' ? {en: 'yes', zh: '是'} : {en: 'no', zh: '否'})].map(text => ({
					text,
				})),
			),
		}),
	].join('\n\n');
};
