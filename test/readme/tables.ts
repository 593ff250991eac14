import {catalogue} from '../../source/cause/catalogue.ts';
import {groups} from '../../source/cause/groups.ts';
import {guide} from '../../source/guide/index.ts';

const row = (...cells: readonly string[]): string =>
	`| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** The guide's steps, as the README shows them. */
const steps = (): string =>
	[row('', 'step', 'question'), row('--:', '---', '---')]
		.concat(guide.map(({id, title}, index) => row(`${index + 1}`, `\`${id}\``, title)))
		.join('\n');

/** All causes by group, as the README shows them. */
const causes = (): string =>
	groups
		.map(({title, codes}) =>
			[
				`**${title.en}**`,
				'',
				row('code', 'what it is'),
				row('---', '---'),
				...codes.map(code => {
					const {title: words, severity} = catalogue[code];
					return row(`\`${code}\``, severity === 'risk' ? `${words.en} (risk)` : words.en);
				}),
			].join('\n'),
		)
		.join('\n\n');

/** What stands in the README between `<!-- name -->` and `<!-- /name -->`. */
export const tables: ReadonlyArray<readonly [string, () => string]> = [
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
