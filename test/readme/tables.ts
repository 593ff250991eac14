import {catalogue} from '../../source/cause/catalogue.ts';
import {groups} from '../../source/cause/groups.ts';
import type {Words} from '../../source/engine/words.ts';
import {guide} from '../../source/guide/index.ts';

const row = (...cells: readonly string[]): string =>
	`| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** The guide's steps, as a README shows them. */
const steps = (pick: Pick): string =>
	[row('', pick({en: 'step', zh: '步骤'}), pick({en: 'question', zh: '问题'})), row('--:', '---', '---')]
		.concat(guide.map(({id, title}, index) => row(`${index + 1}`, `\`${id}\``, pick(title))))
		.join('\n');

/** All causes by group, as a README shows them. */
const causes = (pick: Pick): string =>
	groups
		.map(({title, codes}) =>
			[
				`**${pick(title)}**`,
				'',
				row(pick({en: 'code', zh: '代码'}), pick({en: 'what it is', zh: '含义'})),
				row('---', '---'),
				...codes.map(code => {
					const {title: words, severity} = catalogue[code];
					const risk = severity === 'risk' ? pick({en: ' (risk)', zh: '（风险）'}) : '';
					return row(`\`${code}\``, `${pick(words)}${risk}`);
				}),
			].join('\n'),
		)
		.join('\n\n');

/** Picks the words of a language. */
type Pick = (words: Words) => string;

/** What stands in a README between `<!-- name -->` and `<!-- /name -->`. */
export const tables: ReadonlyArray<readonly [string, (pick: Pick) => string]> = [
	['steps', steps],
	['causes', causes],
];

/** Puts a text between the markers of that name; undefined when the README has no such markers. */
export const putBetween = (readme: string, name: string, text: string): string | undefined => {
	const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
	if (from < 0 || to < from) return undefined;
	return `${readme.slice(0, from + start.length)}\n\n${text}\n\n${readme.slice(to)}`;
};
