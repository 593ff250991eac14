import type {Proof, Stage} from '../../engine/change.ts';
import {say} from '../../engine/words.ts';
import {inRow} from './in-row.ts';
import type {Line} from './line.ts';
import {safeLine} from './safe.ts';

/** One thing that happened while a change is tried. */
export const stageLine = (stage: Stage): Line => {
	switch (stage.is) {
		case 'prepared': {
			const folder = safeLine(stage.folder);
			const text = say({
				en: `Written down: what it does, its undo, and the state before (${folder}).`,
				zh: `已写下：改动的内容、撤销方法和改动前的状态 (${folder})。`,
			});
			return {text, mark: 'ok'};
		}
		case 'armed': {
			const isUnit = stage.by === 'systemd';
			const text = say({
				en: `The host takes it back by itself from now on, whatever happens here (${isUnit ? 'a unit of systemd' : 'a process of its own'}).`,
				zh: `从现在起，无论这边发生什么，主机都会自动撤销（由${isUnit ? ' systemd 单元' : '独立的进程'}执行）。`,
			});
			return {text, mark: 'ok'};
		}
		case 'rehearsed': {
			const text = say({
				en: 'Rehearsed: made and taken back once, and everything was as before.',
				zh: '已演练：执行并撤销了一次，一切恢复原样。',
			});
			return {text, mark: 'ok'};
		}
		case 'not-rehearsed':
			return {text: say({en: `Not rehearsed: ${stage.why}.`, zh: `未演练：${stage.why}。`}), mark: 'note'};
		case 'changed':
			return {text: say({en: 'Changed. Looking at everything again.', zh: '已改动。正在重新检查一遍。'}), mark: 'ok'};
		case 'verified':
			return proofLine(stage.proof);
	}
};

const proofLine = (proof: Proof): Line => {
	switch (proof.is) {
		case 'fixed':
			return {
				text: say({
					en: 'Fixed: the same looks as before now find the check passing.',
					zh: '已修复：用与之前相同的方法查看，健康检查现在通过。',
				}),
				mark: 'ok',
				tone: 'heading',
			};
		case 'others':
			return {
				text: say({
					en: `That cause is gone, and the check still fails for another reason: ${inRow(proof.codes)}.`,
					zh: `该原因已消除，但健康检查仍因其他原因失败：${inRow(proof.codes)}。`,
				}),
				mark: 'risk',
				tone: 'heading',
			};
		case 'still':
			return {
				text: say({en: 'It did not help: the same cause is still found.', zh: '没有效果：仍然发现同一原因。'}),
				mark: 'problem',
				tone: 'heading',
			};
		case 'unproven':
			return {
				text: say({
					en: `Not proven: what could tell before can't tell now (${safeLine(proof.why)}).`,
					zh: `无法证实：之前能判断的，现在无法判断（${safeLine(proof.why)}）。`,
				}),
				mark: 'unknown',
				tone: 'heading',
			};
	}
};
