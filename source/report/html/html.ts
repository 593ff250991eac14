import type {Exhibit} from '../../engine/exhibit.ts';
import {say, spoken, type Words} from '../../engine/words.ts';
import type {Block, Document, ListItem, Sign} from '../document.ts';
import {withEntities} from '../entities.ts';
import {latencyPicture} from './latency.ts';
import {style} from './style.ts';
import {wayPicture} from './way.ts';

/**
 * A report as one HTML file: it loads nothing, runs nothing (its own policy forbids both), and can be read on a phone, in
 * light and in dark.
 */
export const html = ({title, sign, verdict, lead, sections}: Document): string => `<!doctype html>
<html lang="${spoken()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${withEntities(say({en: `${verdict} ${title}`, zh: `${verdict}${title}`}))}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${withEntities(title)}</h1>
<p class="verdict ${sign}">${mark(sign)} ${withEntities(verdict)}</p>
${lead.map(block).join('\n')}
</header>
<main>
${sections
	.map(
		section =>
			`<section>\n<h2>${withEntities(section.title)}</h2>\n${section.blocks.map(block).join('\n')}\n</section>`,
	)
	.join('\n')}
</main>
</body>
</html>
`;

/** Signs that every font has; they come with words, so that colour and shape never carry meaning alone. */
const signs: Readonly<Record<Sign, string>> = {ok: '✓', problem: '✗', risk: '!', unknown: '?', skipped: '–'};

const mark = (sign: Sign): string => `<span class="sign ${sign}" aria-hidden="true">${signs[sign]}</span>`;

const block = (one: Block): string => {
	switch (one.is) {
		case 'heading':
			return `<h3>${one.sign === undefined ? '' : `${mark(one.sign)} `}${withEntities(one.text)}</h3>`;
		case 'text':
			return `<p${one.tone === 'quiet' ? ' class="quiet"' : ''}>${withEntities(one.text)}</p>`;
		case 'list':
			return `<ul>\n${one.items.map(item).join('\n')}\n</ul>`;
		case 'command':
			return `<pre class="command">${withEntities(one.text)}</pre>`;
		case 'output':
			return `<pre>${withEntities(one.text)}</pre>`;
		case 'table':
			return table(one);
		case 'exhibit':
			return exhibit(one.exhibit);
	}
};

const item = ({text, sign, command}: ListItem): string =>
	`<li>${sign === undefined ? '<span class="sign" aria-hidden="true">·</span>' : mark(sign)}${withEntities(text)}${
		command === undefined ? '' : `<pre class="command">${withEntities(command)}</pre>`
	}</li>`;

/** On a phone the rows of a table with more than two columns are written one cell under the other. */
const table = ({head, rows}: Extract<Block, {is: 'table'}>): string => {
	const body = rows.map(cells => {
		const columns = cells.map(({text, is}, index) => {
			const content = is === 'command' ? `<code>${withEntities(text)}</code>` : withEntities(text);
			return `<td${is === 'command' ? ' class="whole"' : ''} data-head="${withEntities(head[index] ?? '')}">${content}</td>`;
		});
		return `<tr>${columns.join('')}</tr>`;
	});
	const names = head.map(name => `<th scope="col">${withEntities(name)}</th>`).join('');
	return `<table${head.length > 2 ? ' class="wide"' : ''}>\n<thead><tr>${names}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>`;
};

const exhibit = (one: Exhibit): string => {
	const caption = `<figcaption>${withEntities(one.title)}</figcaption>`;
	if (one.is === 'latency') return `<figure>${caption}${latencyPicture(one)}</figure>`;
	const rows = `<details><summary>${withEntities(say(ruleByRule))}</summary><pre>${withEntities(one.rows.join('\n'))}</pre></details>`;
	const sign = endSigns[one.outcome];
	const end = `<p><strong>${mark(sign)} ${withEntities(one.end)}</strong></p>`;
	return `<figure>${caption}${wayPicture(one)}${end}${rows}</figure>`;
};

const ruleByRule: Words = {en: 'Rule by rule', zh: '逐条规则'};

const endSigns = {accepted: 'ok', stopped: 'problem', unknown: 'unknown'} as const;
