import type {Difference} from '../../compare/differences.ts';
import type {Twin} from '../../compare/twin.ts';
import {statusNames} from '../../engine/code-words.ts';
import {say, verbatim, type Words} from '../../engine/words.ts';
import {safeLine} from './safe.ts';

const statuses = new Map<string, Words>(Object.entries(statusNames));

const nameOf = ([status = '']: readonly string[]): Words => statuses.get(status) ?? verbatim(status);

/** A difference of two hosts in a line: what a step came to on each, the code that only one shows, or a command. */
export const differenceTitle = ({is, of, one, other}: Difference, names: Twin['names']): string => {
	const [here, there] = names.map(safeLine);
	switch (is) {
		case 'fact':
			return safeLine(of);
		case 'step': {
			const [first, second] = [nameOf(one), nameOf(other)];
			return say({
				en: `step ${of}: ${first.en} on ${here}, ${second.en} on ${there}`,
				zh: `步骤 ${of}：${here} 上${first.zh}，${there} 上${second.zh}`,
			});
		}
		case 'cause': {
			const who = one.length > 0 ? here : there;
			return say({en: `only on ${who}: ${of}`, zh: `仅 ${who} 上：${of}`});
		}
	}
};

/** The heading over what a host differs in from its twin. */
export const comparedWith = ({conclusion: {result}, names: [, there]}: Twin): Words => {
	const [name, backend] = [safeLine(there), safeLine(result.target.backend)];
	return {en: `Compared with ${name} (${backend})`, zh: `与 ${name} (${backend}) 比较`};
};

export const nothingDiffers: Words = {en: 'Nothing differs on the probe’s path.', zh: '探测路径上没有差异。'};

export const differencesFollow: Words = {
	en: 'The differences, the nearest to the probe’s path first:',
	zh: '差异如下，离探测路径最近的在前：',
};

/** How many differences are only in the document for programs. */
export const leftOut = (count: number): Words => ({
	en: `and ${count} that lie further from it, in --json`,
	zh: `还有 ${count} 处离得更远，见 --json`,
});

/** The causes that what a command shows belongs to. */
export const showsCauses = (codes: string): Words => ({en: `shows ${codes}`, zh: `说明 ${codes}`});
