import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Keep} from './keep.ts';

/** A limit of a unit (systemd.exec(5), LimitNOFILE). */
export function keepDescriptors({unit}: Values, limit: number): Keep {
	if (unit === undefined)
		return {
			words: {
				en: `It lasts until the process ends; LimitNOFILE=${limit} in the unit keeps it (nginx: worker_rlimit_nofile).`,
				zh: `进程结束后失效；在 systemd 单元中设置 LimitNOFILE=${limit} 可使其保留 (nginx: worker_rlimit_nofile)。`,
			},
		};
	const name = unit.includes('.') ? unit : `${unit}.service`;
	const folder = quoteWord(`/etc/systemd/system/${name}.d`);
	const file = quoteWord(`/etc/systemd/system/${name}.d/slb-wizard.conf`);
	return {
		words: {
			en: 'It lasts until the process ends; a drop-in of its unit keeps it (nginx: worker_rlimit_nofile).',
			zh: '进程结束后失效；其 systemd 单元的 drop-in 文件可使其保留 (nginx: worker_rlimit_nofile)。',
		},
		keep: {
			command: `mkdir -p ${folder} && printf '%s\\n' '[Service]' LimitNOFILE=${limit} > ${file} && systemctl daemon-reload`,
			undo: `rm ${file} && systemctl daemon-reload`,
		},
	};
}
