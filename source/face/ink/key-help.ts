import stringWidth from 'string-width';
import type {Pace} from '../../engine/question.ts';
import {say, type Words} from '../../engine/words.ts';
import {jumpList} from '../jump-list.ts';
import {languageKey} from '../language-key.ts';
import type {Signs} from '../signs.ts';
import {canJump, type Prompt} from './prompt.ts';

type Help = 'shown' | 'hidden';

/** The keys that work now, and only those, in rows that break between keys. */
export const keyHelp = (
	prompt: Prompt,
	{
		help,
		pace,
		columns,
		signs,
	}: {
		readonly help: Help;
		readonly pace: Pace;
		readonly columns: number;
		readonly signs: Signs;
	},
): readonly string[] => {
	const rows: string[] = [];
	let row = '';
	for (const key of [...keys(prompt, help, pace), ...languageKey(signs)]) {
		const longer = row === '' ? key : `${row} · ${key}`;
		if (row !== '' && stringWidth(longer) > columns) {
			rows.push(row);
			row = key;
		} else {
			row = longer;
		}
	}

	return [...rows, row];
};

const keys = (prompt: Prompt, help: Help, pace: Pace): readonly string[] => {
	switch (prompt.is) {
		case 'choice':
			return choiceKeys(prompt, help);
		case 'text':
			return textKeys(prompt, help);
		case 'step':
			return stepKeys(prompt, pace);
		case 'terminal': {
			const {without} = prompt.question;
			return [
				say({en: 'Enter goes on', zh: 'Enter 继续'}),
				...(without === undefined ? [] : [`s ${without}`]),
				say(quits),
			];
		}
		case 'pace':
			return [say({en: 'Enter takes it', zh: 'Enter 选定'}), say(chooses), say(goesBack)];
		case 'jump': {
			const number = jumpList(prompt.from.session)[prompt.focus]?.number;
			return [
				say({en: `Enter goes to step ${number}`, zh: `Enter 转到步骤 ${number}`}),
				say({en: '↑↓ or a number chooses', zh: '↑↓ 或编号选择'}),
				say(goesBack),
			];
		}
		case 'confirm':
			return [
				say({en: `Type ${prompt.word} and Enter to do it`, zh: `输入 ${prompt.word} 并按 Enter 执行`}),
				say({en: 'Esc changes nothing', zh: 'Esc 不做改动'}),
			];
		case 'keep':
			return [say({en: 'k keep it', zh: 'k 保留'}), say({en: 'u put it back now', zh: 'u 撤销'})];
		case 'end':
			return endKeys(prompt);
	}
};

type Of<T extends Prompt['is']> = Extract<Prompt, {is: T}>;

const quits = {en: 'q quit', zh: 'q 退出'};
const goesBack = {en: 'Esc back', zh: 'Esc 返回'};
const clears = {en: 'Esc clears', zh: 'Esc 清除'};
const chooses = {en: '↑↓ choose', zh: '↑↓ 移动'};
const wherefrom = {en: '? where to find it', zh: '? 在哪里查看'};
const fixes = {en: 'f fix it', zh: 'f 修复'};

const choiceTaken = (label: string): Words => ({en: `Enter takes ${label}`, zh: `Enter 选定“${label}”`});

const takes = (value: string): string => say({en: `Enter takes ${value}`, zh: `Enter 采用“${value}”`});

const choiceKeys = ({choices, focus, typed, setting, back}: Of<'choice'>, help: Help): readonly string[] => {
	if (typed !== '') return [takes(typed), say(clears)];
	const {others, help: words} = setting;
	return [
		say(choiceTaken(choices[focus]?.label ?? '')),
		say(chooses),
		...(others === undefined ? [] : [say({en: 'or type another', zh: '或直接输入'})]),
		...(help === 'hidden' && words !== '' && !words.includes('\n') ? [say(wherefrom)] : []),
		...(back === 'possible' ? [say(goesBack)] : []),
		say(quits),
	];
};

const textKeys = ({typed, setting, back}: Of<'text'>, help: Help): readonly string[] => {
	const value = typed === '' ? setting.suggestion : typed;
	const by = typed === '' ? setting.suggestedBy : undefined;
	return [
		value === undefined
			? say({en: 'Type an answer, then Enter', zh: '输入答案后按 Enter'})
			: `${takes(value)}${by === undefined ? '' : say({en: ` (${by})`, zh: `（${by}）`})}`,
		...(help === 'hidden' && typed === '' ? [say(wherefrom)] : []),
		...(typed === '' ? (back === 'possible' ? [say(goesBack)] : []) : [say(clears)]),
		say({en: 'Ctrl+C quits', zh: 'Ctrl+C 退出'}),
	];
};

const stepKeys = (prompt: Of<'step'>, pace: Pace): readonly string[] => {
	const {after, number, mends} = prompt.question;
	const hasReport = after !== undefined;
	return [
		pace === 'guided'
			? say({en: `Enter runs step ${number}`, zh: `Enter 执行步骤 ${number}`})
			: say({en: `Enter goes on with step ${number}`, zh: `Enter 继续步骤 ${number}`}),
		...(mends === true ? [say(fixes)] : []),
		...(hasReport ? [say({en: 'r look again', zh: 'r 重新检查'}), say({en: 'o whole output', zh: 'o 完整输出'})] : []),
		say({en: '? explain', zh: '? 说明'}),
		say({en: 's skip', zh: 's 跳过'}),
		...(canJump(prompt) ? [say({en: 'j jump', zh: 'j 跳转'})] : []),
		say({en: 'p pace', zh: 'p 节奏'}),
		...(hasReport ? [say(goesBack)] : []),
		say(quits),
	];
};

const endKeys = (prompt: Of<'end'>): readonly string[] => [
	say({en: 'Enter closes', zh: 'Enter 结束'}),
	...(prompt.mends ? [say(fixes)] : []),
	say({en: 'r looks again at everything', zh: 'r 重新检查全部'}),
	say({en: 'c copies the short form', zh: 'c 复制简要结果'}),
	...(canJump(prompt) ? [say({en: 'j goes to a step again', zh: 'j 回到某一步'})] : []),
	...(prompt.offers.includes('watch')
		? [say({en: 'w watches until the load balancer sees it healthy', zh: 'w 持续观察，直到负载均衡认为它正常'})]
		: []),
	...(prompt.offers.includes('seat')
		? [say({en: "l sends the check from the load balancer's seat as well", zh: 'l 再从负载均衡的位置发送检查'})]
		: []),
];
