import {clean} from '../../engine/clean.ts';
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
		`What could run for ${name}`,
		`${count('read')} ways to read, ${count('probe')} probes, ${count('change')} changes.`,
		'Nothing was run, and no connection was made.',
		'',
		'Which of them run depends on what the host has and says.',
		'  read    looks something up, and changes nothing',
		'  probe   as the load balancer sends it, or nearly; sent by slb-wizard itself,',
		'          over ssh with curl, bash, Python, nc or wget: what the host has',
		'  change  only after you have confirmed it; its undo is written down first',
		'  root    without root it shows nothing, or only a part',
		'<pid>, <file> … stand for what only the host can tell; … after words says that',
		'they may come several times.',
		...notes,
		...steps.flatMap(step => stepRows(step, columns)),
	];
};

const stepRows = ({title, skipWhy, commands}: PlanStep, columns: number): readonly string[] => [
	...(commands.length === 0 && skipWhy === undefined ? [] : ['', title]),
	...(skipWhy === undefined ? [] : [`  skipped: ${skipWhy}`]),
	...commands.flatMap(row => commandRows(row, columns)),
];

const margin = '                 ';

const commandRows = ({command, rights, is, on, cause, undo}: PlanRow, columns: number): readonly string[] => {
	const head = `  ${is.padEnd(7)} ${(rights === 'root' ? 'root' : '').padEnd(5)}  `;
	const rows = shownRows(command, columns - margin.length);
	return [
		...rows.map((row, index) => `${index === 0 ? head : margin}${row}`),
		...(on === 'here' ? [`${margin}(from this machine)`] : []),
		...(undo === undefined
			? []
			: shownRows(undo, columns - margin.length - 6).map(
					(row, index) => `${margin}${index === 0 ? 'undo: ' : '      '}${row}`,
				)),
		...(cause === undefined ? [] : [`${margin}for ${cause}`]),
	];
};

/** A script is long, and says little to a reader of a list. */
const shownRows = (command: string, width: number): readonly string[] => {
	const [first = '', ...rest] = command.split('\n');
	return rest.length === 0
		? foldCommand(clean(first), width)
		: [`${clean(first)} …`, `(a script of ${rest.length + 1} lines; --json has it whole)`];
};
