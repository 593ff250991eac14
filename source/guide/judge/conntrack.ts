import type {Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import {verbatim} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import {type KernelLine, recentLines} from '../../fact/kernel-log.ts';
import {type KernelSettings, settingNumber} from '../../fact/kernel-settings.ts';

type Seen = {
	readonly answers: Known<Answers>;
	readonly kernelSettings: Known<KernelSettings>;
	readonly kernelLog: Known<readonly KernelLine[]>;
};

/** A full connection-tracking table drops new connections (nf_conntrack-sysctl.rst). */
export const judgeConntrack = ({
	kernelSettings: settings,
	kernelLog: log,
	answers: asked,
}: Seen): readonly Finding[] => {
	if (!settings.known) return [];
	const number = (name: string): number | undefined =>
		settingNumber(settings.value, `net.netfilter.nf_conntrack_${name}`) ??
		settingNumber(settings.value, `net.ipv4.netfilter.ip_conntrack_${name}`);
	const [used, limit] = [number('count'), number('max')];
	if (used === undefined || limit === undefined || limit === 0) return [];
	const complaints = log.known ? recentLines(log.value, {complaint: 'conntrack-table-full', withinS: 120}) : [];
	const share = used / limit;
	if (share < 0.95 && !(complaints.length > 0 && share > 0.8)) return [];
	const isFull = share >= 0.999 || complaints.length > 0;
	const isFailing = !(asked.known && asked.value.health === 'good');
	return [
		{
			is: 'cause',
			code: 'conntrack-table-full',
			certainty: isFull && (isFailing || complaints.length > 0) ? 'proven' : 'likely',
			// A probe of the host to itself needs an entry too, but it may have got one of the few that come free.
			...(isFull ? {} : {severity: 'risk'}),
			values: {
				used: verbatim(`${used}`),
				limit: verbatim(`${limit}`),
				...(complaints[0] === undefined ? {} : {detail: verbatim(complaints[0].line)}),
			},
			evidence: [
				{
					command: 'sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max',
					excerpt: {en: `${used} of ${limit}`, zh: `${used} / ${limit}`},
				},
				...complaints.slice(-1).map(({line}) => ({command: 'dmesg', excerpt: line})),
			],
		},
	];
};
