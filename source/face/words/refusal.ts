import type {Refusal} from '../../engine/change.ts';
import {say, type Words} from '../../engine/words.ts';
import type {Line} from './line.ts';
import {safeLine} from './safe.ts';

/** Why a change was not made or not taken back, and what to do. */
export const refusalLine = ({is, told}: Refusal): Line => ({
	text: say(words(is, safeLine(told))),
	mark: 'problem',
	tone: 'heading',
});

const words = (is: Refusal['is'], told: string): Words => {
	switch (is) {
		case 'not-root':
			return {
				en: `Only root may change the host, and commands run as ${told}: run it with sudo, or log in as somebody who may use sudo.`,
				zh: `只有 root 可以改动主机，而命令以 ${told} 的身份运行：用 sudo 运行，或以可以使用 sudo 的用户登录。`,
			};
		case 'no-place':
			return {
				en: `There is no place to write the undo down, so nothing is changed (${told}): make room on the disk, or mount it for writing.`,
				zh: `没有地方写下撤销方法，因此不做任何改动 (${told})：清理磁盘空间，或以可写方式挂载。`,
			};
		case 'busy':
			return busyWords(told);
		case 'no-entry':
			return {
				en: `There is no change ${told} in the journal of this host. See: slb-wizard undo`,
				zh: `这台主机的日志中没有改动 ${told}。查看：slb-wizard undo`,
			};
		case 'over':
			return {en: `That change is over already (${told}).`, zh: `该改动已经结束 (${told})。`};
		case 'not-armed':
			return {
				en: 'The host could not be told to take the change back by itself, so it was not made.',
				zh: '无法让主机自动撤销，因此没有做改动。',
			};
		case 'differs':
			return {
				en: `Made and taken back once, the host is not as it was before, so it was not made for good. The difference: ${told}`,
				zh: `执行并撤销一次后，主机没有恢复原样，因此没有正式改动。差异：${told}`,
			};
		case 'not-made':
			return {
				en: `The host did not do it, and what was begun was taken back: ${told}`,
				zh: `主机没有执行成功，已开始的部分已撤销：${told}`,
			};
		case 'not-undone':
			return {
				en: `It could not be taken back whole: ${told}. Take it back by hand, by the commands of the plan.`,
				zh: `未能完全撤销：${told}。请按计划中的命令手动撤销。`,
			};
		case 'there-already':
			return {
				en: 'The host is like that already: nothing would change.',
				zh: '主机已经是这样：不会有任何变化。',
			};
		case 'unreachable':
			return {en: `The host can't be reached any more (${told}).`, zh: `主机已无法连接 (${told})。`};
		case 'broken':
			return {en: `The host did not answer as it should: ${told}`, zh: `主机的应答不符合预期：${told}`};
	}
};

/** Of a change that is open the host says its number, its state, since when, and by whom. */
const busyWords = (told: string): Words => {
	const [id = '', status = '', since = '', who = ''] = told.split(' ');
	const at = /^\d+$/.test(since) ? new Date(Number(since) * 1000).toISOString() : undefined;
	return {
		en: `Another change is open on this host: ${id} (${status}), by ${who}${at === undefined ? '' : ` since ${at}`}. Wait until it is kept or taken back, or see: slb-wizard undo`,
		zh: `这台主机上有另一个尚未结束的改动：${id} (${status})，由 ${who} 所做${at === undefined ? '' : `，始于 ${at}`}。等它被保留或撤销，或查看：slb-wizard undo`,
	};
};
