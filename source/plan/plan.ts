import type {CauseCode} from '../engine/cause-code.ts';
import type {Fact} from '../engine/fact.ts';
import type {AnyStep, StepId} from '../engine/step.ts';
import type {Target} from '../engine/target.ts';
import {say} from '../engine/words.ts';
import {type PossibleChange, possibleChanges} from './changes.ts';
import {connecting} from './connecting.ts';
import {type Asking, explore, type Heard} from './explore.ts';
import {lineOf, spell, spellProbe} from './spell.ts';

/** One command that could run. */
export type PlannedCommand = {
	/** `<pid>` and the like stand for what only the host can tell; `…` says that the words before come once or more often. */
	readonly words: readonly string[];
	/** The same as a line. */
	readonly command: string;
	/** root: without it the command shows nothing, or only a part. */
	readonly rights: 'any' | 'root';
	/** change: with `fix` or the key f, after a confirmation; or, where it says so, for the load balancer's seat. */
	readonly is: 'read' | 'probe' | 'change';
	/** here: it runs on this machine, not on the host. */
	readonly on?: 'here';
	/** Of a change: the cause that it is for, and what takes it back. */
	readonly cause?: CauseCode;
	readonly undo?: string;
};

/** What could run for one step; `connect` and `detect` come before the guide. */
export type PlannedGroup = {
	readonly step: StepId | 'connect' | 'detect';
	/** In the language that is spoken, as `skipWhy` is. */
	readonly title: string;
	/** Why the step is skipped for this target. */
	readonly skipWhy?: string;
	readonly commands: readonly PlannedCommand[];
};

/** What is planned: a guide, and how it was asked for. */
export type PlanRequest = {
	readonly guide: readonly AnyStep[];
	readonly target: Target;
	readonly asking: Asking;
	/** What is looked up before the target is known; undefined: all of it was said. */
	readonly before: Fact<unknown> | undefined;
	/** Whether changes can be asked for on the way. */
	readonly mends: boolean;
};

/**
 * Every command that could run for a target, under the step that would run it first: what the facts themselves ask hosts
 * that are only imagined, and the changes of the catalogue. Nothing is run.
 */
export const planOf = async ({guide, target, asking, before, mends}: PlanRequest): Promise<readonly PlannedGroup[]> => {
	const asked = await explore({guide, target, asking, before});
	const seen = new Set<string>();
	const groups = new Map<PlannedGroup['step'], PlannedCommand[]>();
	const add = (step: PlannedGroup['step'], planned: PlannedCommand): void => {
		const key = [planned.on, planned.is === 'change', ...planned.words].join('\0');
		if (seen.has(key)) return;
		seen.add(key);
		groups.set(step, [...(groups.get(step) ?? []), planned]);
	};
	for (const one of connecting(target.host)) add('connect', commandOf({is: 'command', command: one}));
	for (const {step, heard} of asked) add(step, commandOf(heard));
	if (mends) for (const change of possibleChanges(target)) add(change.step, changeOf(change));
	const titles: ReadonlyArray<Pick<PlannedGroup, 'step' | 'title' | 'skipWhy'>> = [
		{step: 'connect', title: say({en: 'The way to the host', zh: '到主机的路径'})},
		{step: 'detect', title: say({en: 'What there is on the host', zh: '主机上有什么'})},
		...guide.map(({id, title, skipWhy}) => {
			const why = skipWhy?.(target);
			return {step: id, title: say(title), ...(why === undefined ? {} : {skipWhy: say(why)})};
		}),
	];
	return titles.map(title => ({...title, commands: groups.get(title.step) ?? []}));
};

const commandOf = (heard: Heard): PlannedCommand => {
	if (heard.is === 'probe') {
		const words = spellProbe(heard.shape);
		const isInside = heard.shape.namespaceOf !== undefined;
		const rights = isInside ? 'root' : 'any';
		return {words, command: lineOf(words), rights, is: 'probe', ...(heard.from === 'here' ? {on: 'here'} : {})};
	}

	const words = spell(heard.command);
	const rights = heard.command.privileged === true ? 'root' : 'any';
	return {words, command: lineOf(words), rights, is: heard.command.changes === true ? 'change' : 'read'};
};

const changeOf = ({code, make, undo}: PossibleChange): PlannedCommand => ({
	...{words: [make], command: make, rights: 'root', is: 'change', cause: code},
	...(undo === undefined ? {} : {undo}),
});
