import type {ChangeStep} from '../engine/change.ts';
import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import type {Words} from '../engine/words.ts';
import {remedy} from './remedy.ts';

/** Who keeps a process from running, in words. */
export const keptBy = ({freezer, tracer}: Values): Words => {
	if (freezer !== undefined) return {en: `with its control group ${freezer}`, zh: `原因是控制组 ${freezer} 被冻结`};
	return tracer === undefined
		? {en: 'by a signal (state T)', zh: '原因是信号（状态 T）'}
		: {en: `by its tracer, process ${tracer}`, zh: `原因是跟踪它的进程 ${tracer}`};
};

/** Lets a frozen process go on, in the words of what froze it. */
export function thaw({freezer, tracer, pid}: Values): Remedy {
	if (freezer !== undefined) return thawGroup(freezer);
	if (tracer !== undefined)
		return remedy({
			summary: {
				en: `See who traces it (process ${tracer}: a debugger, strace), and let them detach: the process goes on when its tracer ends.`,
				zh: `查看谁在跟踪它（进程 ${tracer}：调试器、strace），并让对方脱离：跟踪结束后，进程会继续运行。`,
			},
			command: `ps -o pid,user,lstart,args -p ${quoteWord(tracer)}`,
			risk: 'low',
		});
	const pids = pid?.split(' ').map(quoteWord).join(' ');
	return remedy({
		summary: {
			en: 'Let it go on. Find out who stopped it: a script, a job control Ctrl+Z, a signal of an operator.',
			zh: '让进程继续运行。查明是谁暂停了它：脚本、终端中的 Ctrl+Z，或运维人员发送的信号。',
		},
		command: pids === undefined ? undefined : `kill -CONT ${pids}`,
		undo: pids === undefined ? undefined : `kill -STOP ${pids}`,
		risk: 'low',
		change: pid === undefined ? undefined : {steps: pid.split(' ').map(goOn)},
	});
}

/** Lets a process go on, or stops it again, if it still is that process. */
const goOn = (pid: string): ChangeStep => {
	const word = quoteWord(pid);
	return {
		make: `kill -CONT ${word}`,
		undo: `kill -STOP ${word}`,
		isMade: `[ "$(started ${word})" = {start} ] && ! stopped ${word}`,
		state: `if stopped ${word}; then echo stopped; else echo runs; fi`,
		reads: {start: `started ${word}`},
	};
};

/** What froze it keeps account of it: a container that is thawed behind Docker's back stays paused for Docker. */
function thawGroup(folder: string): Remedy {
	const [, engine, container] = /\/(docker|libpod)[/-]([\da-f]{12})[\da-f]{52}(?:\.scope)?$/.exec(folder) ?? [];
	if (container !== undefined) {
		const tool = engine === 'docker' ? 'docker' : 'podman';
		return remedy({
			summary: {
				en: `Let the container go on: ${tool} pause froze it.`,
				zh: `让容器继续运行：它被 ${tool} pause 冻结。`,
			},
			command: `${tool} unpause ${container}`,
			undo: `${tool} pause ${container}`,
			risk: 'low',
		});
	}

	const unit = /\/([\w@.:\\-]+\.(?:service|scope|slice))$/.exec(folder)?.[1];
	const isFirstVersion = folder.includes('/freezer/');
	if (unit !== undefined && !isFirstVersion)
		return remedy({
			summary: {
				en: 'Let the unit go on: systemctl freeze froze it.',
				zh: '让 systemd 单元继续运行：它被 systemctl freeze 冻结。',
			},
			command: `systemctl thaw ${quoteWord(unit)}`,
			undo: `systemctl freeze ${quoteWord(unit)}`,
			risk: 'low',
		});
	const [file, thawed, frozen] = isFirstVersion
		? (['freezer.state', 'THAWED', 'FROZEN'] as const)
		: (['cgroup.freeze', '0', '1'] as const);
	const path = quoteWord(`${folder}/${file}`);
	const write = (word: string): string => `echo ${word} > ${path}`;
	return remedy({
		summary: {
			en: 'Let the control group go on. Find out who froze it: a container runtime, a backup, an operator.',
			zh: '让控制组继续运行。查明是谁冻结了它：容器运行时、备份程序，或运维人员。',
		},
		command: write(thawed),
		undo: write(frozen),
		risk: 'low',
		change: {
			steps: [
				{
					make: write(thawed),
					undo: write(frozen),
					isMade: `grep -qx ${thawed} ${path}`,
					state: `sed s/FREEZING/FROZEN/ ${path}`,
				},
			],
		},
	});
}
