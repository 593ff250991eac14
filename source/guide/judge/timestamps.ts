import type {Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import {verbatim} from '../../engine/words.ts';
import type {Counters} from '../../fact/counters.ts';
import {type KernelSettings, settingNumber} from '../../fact/kernel-settings.ts';

type Seen = {
	readonly kernelSettings: Known<KernelSettings>;
	readonly counters: Known<Counters>;
	readonly counterGrowth: Known<Counters>;
};

/** tcp_tw_recycle with timestamps rejects peers behind one address; the setting went away with Linux 4.12 (tcp(7)). */
export const judgeTimestamps = ({
	kernelSettings: settings,
	counters: totals,
	counterGrowth: growth,
}: Seen): readonly Finding[] => {
	if (!settings.known) return [];
	const isOn = (name: string): boolean => (settingNumber(settings.value, `net.ipv4.${name}`) ?? 0) > 0;
	if (!isOn('tcp_tw_recycle') || !isOn('tcp_timestamps')) return [];
	const total = totals.known ? (totals.value.TcpExtPAWSPassive ?? totals.value.TcpExtPAWSPassiveRejected ?? 0) : 0;
	const now = growth.known ? (growth.value.TcpExtPAWSPassive ?? growth.value.TcpExtPAWSPassiveRejected ?? 0) : 0;
	return [
		{
			is: 'cause',
			code: 'timestamps-recycled',
			certainty: now > 0 ? 'proven' : total > 0 ? 'likely' : 'possible',
			...(total > 0 ? {} : {severity: 'risk'}),
			values: {...(total > 0 ? {used: verbatim(`${total}`)} : {})},
			evidence: [
				{command: 'sysctl net.ipv4.tcp_tw_recycle net.ipv4.tcp_timestamps', excerpt: '1, 1'},
				{
					command: 'nstat -az TcpExtPAWSPassive',
					excerpt: {
						en: `${total} since the start, +${now} within a moment`,
						zh: `启动以来 ${total}，片刻之间 +${now}`,
					},
				},
			],
		},
	];
};
