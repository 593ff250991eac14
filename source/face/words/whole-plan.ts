import stringWidth from 'string-width';
import {chinese} from '../../engine/chinese.ts';
import {clean} from '../../engine/clean.ts';
import {say, type Words} from '../../engine/words.ts';
import {foldCommand} from '../fold-command.ts';

/** One command that could run, as the plan has it. */
export type PlanRow = {
	readonly command: string;
	readonly rights: 'any' | 'root';
	readonly is: 'read' | 'probe' | 'change';
	readonly on?: 'here';
	readonly cause?: string;
	readonly undo?: string;
};

/** One step of the plan. */
export type PlanStep = {readonly title: string; readonly skipWhy?: string; readonly commands: readonly PlanRow[]};

/** The plan as rows of text. Commands are folded so that what is copied is still the same command. */
export const wholePlanRows = (
	steps: readonly PlanStep[],
	{name, columns, notes}: {readonly name: string; readonly columns: number; readonly notes: readonly string[]},
): readonly string[] => {
	const all = steps.flatMap(({commands}) => commands);
	const count = (is: PlanRow['is']): number => all.filter(row => row.is === is).length;
	return [
		say({en: `What could run for ${name}`, zh: chinese`针对 ${name} 可能运行的命令`}),
		say({
			en: `${count('read')} ways to read, ${count('probe')} probes, ${count('change')} changes.`,
			zh: `${count('read')} 种读取，${count('probe')} 种探测，${count('change')} 种改动。`,
		}),
		say({en: 'Nothing was run, and no connection was made.', zh: '没有运行任何命令，也没有建立任何连接。'}),
		'',
		...say(legend).split('\n'),
		...notes,
		...steps.flatMap(step => stepRows(step, columns)),
	];
};

const legend: Words = {
	en: `Which of them run depends on what the host has and says.
  read    looks something up, and changes nothing
  probe   as the load balancer sends it, or nearly; sent by slb-wizard itself,
          over ssh with curl, bash, Python, nc or wget: what the host has
  change  only after you have confirmed it; its undo is written down first
  root    without root it shows nothing, or only a part
<pid>, <file> … stand for what only the host can tell; … after words says that
they may come several times.`,
	zh: `实际运行哪些，取决于主机上有什么、显示什么。
  读取    查看信息，不做任何改动
  探测    与负载均衡发送的相同或相近；由 slb-wizard 自己发送，
          通过 ssh 时用主机上有的 curl、bash、Python、nc 或 wget
  改动    只在你确认之后；先写下撤销方法
  root    没有 root 权限时什么都不显示，或只显示一部分
<pid>、<file> … 代表只有主机才知道的内容；词后的 … 表示可能有多个。`,
};

const kinds: Readonly<Record<PlanRow['is'], Words>> = {
	read: {en: 'read', zh: '读取'},
	probe: {en: 'probe', zh: '探测'},
	change: {en: 'change', zh: '改动'},
};

const stepRows = ({title, skipWhy, commands}: PlanStep, columns: number): readonly string[] => [
	...(commands.length === 0 && skipWhy === undefined ? [] : ['', title]),
	...(skipWhy === undefined ? [] : [say({en: `  skipped: ${skipWhy}`, zh: `  跳过：${skipWhy}`})]),
	...commands.flatMap(row => commandRows(row, columns)),
];

const margin = '                 ';

const commandRows = ({command, rights, is, on, cause, undo}: PlanRow, columns: number): readonly string[] => {
	const kind = say(kinds[is]);
	const head = `  ${kind}${' '.repeat(7 - stringWidth(kind))} ${(rights === 'root' ? 'root' : '').padEnd(5)}  `;
	const back = say({en: 'undo: ', zh: '撤销：'});
	const under = ' '.repeat(stringWidth(back));
	const rows = shownRows(command, columns - margin.length);
	return [
		...rows.map((row, index) => `${index === 0 ? head : margin}${row}`),
		...(on === 'here' ? [`${margin}${say({en: '(from this machine)', zh: '（从本机）'})}`] : []),
		...(undo === undefined
			? []
			: shownRows(undo, columns - margin.length - under.length).map(
					(row, index) => `${margin}${index === 0 ? back : under}${row}`,
				)),
		...(cause === undefined ? [] : [`${margin}${say({en: `for ${cause}`, zh: `针对 ${cause}`})}`]),
	];
};

/** A script is long, and says little to a reader of a list. */
const shownRows = (command: string, width: number): readonly string[] => {
	const [first = '', ...rest] = command.split('\n');
	return rest.length === 0
		? foldCommand(clean(first), width)
		: [
				`${clean(first)} …`,
				say({
					en: `(a script of ${rest.length + 1} lines; --json has it whole)`,
					zh: `（共 ${rest.length + 1} 行的脚本；完整内容见 --json）`,
				}),
			];
};
