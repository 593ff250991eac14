import type {ChangeStep} from '../engine/change.ts';
import {quoteWord} from '../engine/command.ts';
import type {Remedy} from '../engine/result.ts';
import type {Words} from '../engine/words.ts';
import {remedy} from './remedy.ts';

const list = (settings: readonly string[]): string => settings.map(quoteWord).join(' ');

/** Changes settings of the kernel, `net.core.somaxconn=4096`; `from` are the old values, where they are known. */
export function changeSettings({
	summary,
	to,
	from,
}: {
	readonly summary: Words;
	readonly to: readonly string[];
	readonly from?: readonly string[] | undefined;
}): Remedy {
	const [first = ''] = to;
	const file = quoteWord(`/etc/sysctl.d/90-slb-wizard-${first.replace(/=.*/, '').split('.').at(-1)}.conf`);
	return remedy({
		summary: {
			en: `${summary.en} It lasts until reboot; a file in /etc/sysctl.d keeps it.`,
			zh: `${summary.zh}重启主机后失效；写入 /etc/sysctl.d 中的文件可使其保留。`,
		},
		command: `sysctl -w ${list(to)}`,
		undo: from === undefined ? undefined : `sysctl -w ${list(from)}`,
		// sysctl.d(5)
		keep: {command: `printf '%s\\n' ${list(to)} > ${file}`, undo: `rm ${file}`},
		risk: 'low',
		change: {steps: to.map(settingStep)},
	});
}

/** The old value is the one that the kernel has when the change is made. */
const settingStep = (setting: string): ChangeStep => {
	const [key = '', value = ''] = setting.split('=');
	// Values of several numbers are printed with tabs between them.
	const read = `sysctl -n ${quoteWord(key)} | tr '\\t' ' '`;
	return {
		make: `sysctl -qw ${quoteWord(setting)}`,
		undo: `sysctl -qw ${quoteWord(key)}={old}`,
		isMade: `[ "$(${read})" = ${quoteWord(value)} ]`,
		state: read,
		reads: {old: read},
	};
};
