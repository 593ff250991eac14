import {type Diff, isWorse, type Otherwise} from '../../compare/diff.ts';
import type {Difference} from '../../compare/differences.ts';
import type {Run} from '../../compare/run.ts';
import {certaintyNames, severityNames, statusNames, verdictNames} from '../../engine/code-words.ts';
import {say, type Words} from '../../engine/words.ts';
import {moreRows} from './cause.ts';
import {blank, type Line, type Mark} from './line.ts';
import {moment} from './resumed.ts';
import {safeLine} from './safe.ts';

const section = (title: string, lines: readonly Line[]): readonly Line[] =>
	lines.length === 0 ? [] : [blank, {text: title, tone: 'heading'}, ...lines];

const when = ({name, result}: Run): string => {
	const [at, verdict] = [moment(result.startedAt), say(verdictNames[result.verdict])];
	return say({en: `${safeLine(name)} (${at}, ${verdict})`, zh: `${safeLine(name)}（${at}，${verdict}）`});
};

/** "port: was ok, is unknown" */
const turned = (what: string, was: Words, is: Words): string =>
	say({en: `${what}: was ${was.en}, is ${is.en}`, zh: `${what}：原为${was.zh}，现为${is.zh}`});

const mostFacts = 10;

/** What became of a backend between two runs: what isn't seen any more stands first. */
export const diffLines = (found: Diff, [before, after]: readonly [Run, Run]): readonly Line[] => {
	const {fixed, broke, lost, gained, changed, facts, tools} = found;
	const nothing = fixed.length + broke.length + lost.length + gained.length + changed.length === 0;
	const left = facts.length - mostFacts;
	return [
		headline(found, nothing),
		{text: say({en: `from ${when(before)}`, zh: `之前：${when(before)}`}), indent: 2, tone: 'quiet'},
		{text: say({en: `to ${when(after)}`, zh: `现在：${when(after)}`}), indent: 2, tone: 'quiet'},
		...(tools === undefined
			? []
			: [
					{
						text: say({
							en: `Two versions of slb-wizard judged, ${safeLine(tools.before)} and ${safeLine(tools.after)}: what changed may be the judgement.`,
							zh: `两次由不同版本的 slb-wizard 判断（${safeLine(tools.before)} 和 ${safeLine(tools.after)}）：变化可能来自判断本身。`,
						}),
						mark: 'note',
						indent: 2,
					} as const,
				]),
		...section(
			say({en: 'Not seen any more', zh: '现在看不到了'}),
			lost.map(({step, before: was, after: is}) => ({
				text: turned(step, statusNames[was], statusNames[is]),
				mark: 'unknown',
				indent: 2,
			})),
		),
		...section(say({en: 'Broke', zh: '变差'}), broke.map(causeLine('problem'))),
		...section(say({en: 'Fixed', zh: '已修复'}), fixed.map(causeLine('ok'))),
		...section(
			say({en: 'Seen now', zh: '现在能看到了'}),
			gained.map(({step, before: was, after: is}) => ({
				text: turned(step, statusNames[was], statusNames[is]),
				mark: 'note',
				indent: 2,
			})),
		),
		...section(
			say({en: 'Changed', zh: '有变化'}),
			changed.map(one => ({text: otherwise(one), mark: 'note', indent: 2})),
		),
		...section(
			say({en: 'What the commands show otherwise', zh: '命令输出的差异'}),
			facts.slice(0, mostFacts).flatMap(factLines(say({en: 'before', zh: '之前'}), say({en: 'after', zh: '现在'}))),
		),
		...(left > 0
			? [
					{
						text: say({en: `and ${left} more, in --json`, zh: `还有 ${left} 处，见 --json`}),
						indent: 2,
						tone: 'quiet',
					} as const,
				]
			: []),
	];
};

const headline = (found: Diff, nothing: boolean): Line => {
	if (isWorse(found)) {
		const isBroken = found.broke.length > 0;
		const words = isBroken
			? {en: 'Worse: something broke.', zh: '变差了：出现了新的问题。'}
			: {en: 'Not the same: less can be seen than before.', zh: '有所不同：能看到的比之前少。'};
		return {text: say(words), mark: isBroken ? 'problem' : 'unknown', tone: 'heading'};
	}

	return {text: say(noWorse(found, nothing)), mark: 'ok', tone: 'heading'};
};

const noWorse = ({fixed}: Diff, nothing: boolean): Words => {
	if (nothing) return {en: 'The same: no cause and no step differs.', zh: '没有变化：原因和步骤都没有差别。'};
	return fixed.length > 0 ? {en: 'Better.', zh: '变好了。'} : {en: 'Nothing got worse.', zh: '没有变差。'};
};

const otherwise = (one: Otherwise): string => {
	if (one.is === 'cause') return turned(one.code, weighed(one.before), weighed(one.after));
	const step = say({en: `step ${one.step}`, zh: `步骤 ${one.step}`});
	return turned(step, statusNames[one.before], statusNames[one.after]);
};

const weighed = ({certainty, severity}: Extract<Otherwise, {is: 'cause'}>['before']): Words => {
	const [how, what] = [certaintyNames[certainty], severityNames[severity]];
	return {en: `${how.en} ${what.en}`, zh: `${how.zh}的${what.zh}`};
};

const causeLine =
	(mark: Mark) =>
	({code, summary}: {readonly code: string; readonly summary: string}): Line => ({
		text: say({en: `${code}: ${safeLine(summary)}`, zh: `${code}：${safeLine(summary)}`}),
		mark,
		indent: 2,
	});

const mostRows = 4;

/** What a command shows on the one side and on the other; in the words in which hosts are compared. */
export const factLines =
	(one: string, other: string) =>
	({of, one: first, other: second}: Difference): readonly Line[] => {
		const rows = (who: string, lines: readonly string[]): readonly Line[] => {
			const head = say({en: `${who}: `, zh: `${who}：`});
			const left = lines.length - mostRows;
			return [
				...lines
					.slice(0, mostRows)
					.map(line => ({text: `${head}${shortened(safeLine(line))}`, indent: 4, tone: 'output'}) as const),
				...(left > 0 ? [{text: `${head}${moreRows(left)}`, indent: 4, tone: 'quiet'} as const] : []),
			];
		};
		return [{text: shortened(safeLine(of)), indent: 2, tone: 'command'}, ...rows(one, first), ...rows(other, second)];
	};

const shortened = (line: string): string => ([...line].length > 160 ? `${[...line].slice(0, 160).join('')} …` : line);
