import {type Diff, isWorse, type Otherwise} from '../../compare/diff.ts';
import type {Difference} from '../../compare/differences.ts';
import type {Run} from '../../compare/run.ts';
import {certaintyNames, severityNames, statusNames} from '../../engine/code-words.ts';
import {say, type Words} from '../../engine/words.ts';
import {blank, type Line, type Mark} from './line.ts';
import {moment} from './resumed.ts';
import {safeLine} from './safe.ts';

const section = (title: string, lines: readonly Line[]): readonly Line[] =>
	lines.length === 0 ? [] : [blank, {text: title, tone: 'heading'}, ...lines];

const when = ({name, result}: Run): string => `${safeLine(name)} (${moment(result.startedAt)}, ${result.verdict})`;

/** What became of a backend between two runs: what isn't seen any more stands first. */
export const diffLines = (found: Diff, [before, after]: readonly [Run, Run]): readonly Line[] => {
	const {fixed, broke, lost, gained, changed, facts, tools} = found;
	const nothing = fixed.length + broke.length + lost.length + gained.length + changed.length === 0;
	return [
		headline(found, nothing),
		{text: `from ${when(before)}`, indent: 2, tone: 'quiet'},
		{text: `to ${when(after)}`, indent: 2, tone: 'quiet'},
		...(tools === undefined
			? []
			: [
					{
						text: `Two versions of slb-wizard judged, ${safeLine(tools.before)} and ${safeLine(tools.after)}: what changed may be the judgement.`,
						mark: 'note',
						indent: 2,
					} as const,
				]),
		...section(
			'Not seen any more',
			lost.map(({step, before: was, after: is}) => ({
				text: `${step}: was ${was}, is ${is}`,
				mark: 'unknown',
				indent: 2,
			})),
		),
		...section('Broke', broke.map(causeLine('problem'))),
		...section('Fixed', fixed.map(causeLine('ok'))),
		...section(
			'Seen now',
			gained.map(({step, before: was, after: is}) => ({
				text: `${step}: was ${was}, is ${is}`,
				mark: 'note',
				indent: 2,
			})),
		),
		...section(
			'Changed',
			changed.map(one => ({text: say(otherwise(one)), mark: 'note', indent: 2})),
		),
		...section('What the commands show otherwise', facts.slice(0, 10).flatMap(factLines('before', 'after'))),
		...(facts.length > 10
			? [{text: `and ${facts.length - 10} more, in --json`, indent: 2, tone: 'quiet'} as const]
			: []),
	];
};

const headline = (found: Diff, nothing: boolean): Line => {
	if (isWorse(found)) {
		const isBroken = found.broke.length > 0;
		const words = isBroken ? 'Worse: something broke.' : 'Not the same: less can be seen than before.';
		return {text: words, mark: isBroken ? 'problem' : 'unknown', tone: 'heading'};
	}

	return nothing
		? {text: 'The same: no cause and no step differs.', mark: 'ok', tone: 'heading'}
		: {text: found.fixed.length > 0 ? 'Better.' : 'Nothing got worse.', mark: 'ok', tone: 'heading'};
};

const otherwise = (one: Otherwise): Words => {
	if (one.is === 'step') {
		const [was, is] = [statusNames[one.before], statusNames[one.after]];
		return {
			en: `step ${one.step}: was ${was.en}, is ${is.en}`,
			zh: `步骤 ${one.step}：原为${was.zh}，现为${is.zh}`,
		};
	}

	const [was, is] = [weighed(one.before), weighed(one.after)];
	return {en: `${one.code}: was ${was.en}, is ${is.en}`, zh: `${one.code}：原为${was.zh}，现为${is.zh}`};
};

const weighed = ({certainty, severity}: Extract<Otherwise, {is: 'cause'}>['before']): Words => {
	const [how, what] = [certaintyNames[certainty], severityNames[severity]];
	return {en: `${how.en} ${what.en}`, zh: `${how.zh}的${what.zh}`};
};

const causeLine =
	(mark: Mark) =>
	({code, summary}: {readonly code: string; readonly summary: string}): Line => ({
		text: `${code}: ${safeLine(summary)}`,
		mark,
		indent: 2,
	});

const mostRows = 4;

/** What a command shows on the one side and on the other; in the words in which hosts are compared. */
export const factLines =
	(one: string, other: string) =>
	({of, one: first, other: second}: Difference): readonly Line[] => {
		const rows = (who: string, lines: readonly string[]): readonly Line[] => [
			...lines
				.slice(0, mostRows)
				.map(line => ({text: `${who}: ${shortened(safeLine(line))}`, indent: 4, tone: 'output'}) as const),
			...(lines.length > mostRows
				? [{text: `${who}: … ${lines.length - mostRows} more`, indent: 4, tone: 'quiet'} as const]
				: []),
		];
		return [{text: shortened(safeLine(of)), indent: 2, tone: 'command'}, ...rows(one, first), ...rows(other, second)];
	};

const shortened = (line: string): string => ([...line].length > 160 ? `${[...line].slice(0, 160).join('')} …` : line);
