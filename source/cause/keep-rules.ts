import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import {type Keep, untilReboot} from './keep.ts';

/** A copy that is put back takes the save back. */
const save = (file: string, command: string): NonNullable<Remedy['keep']> => ({
	command: `cp -p ${file} ${file}.slbw; ${command}`,
	undo: `cp -p ${file}.slbw ${file}`,
});

const names: Readonly<Record<string, string>> = {
	docker: 'Docker',
	'kube-proxy': 'Kubernetes',
	tailscale: 'Tailscale',
	fail2ban: 'fail2ban',
	firewalld: 'firewalld',
	ufw: 'ufw',
	'security-software': 'security software',
};

/**
 * A rule of iptables. What saves them saves all of them: the rules that Docker and others make at each start would come
 * back from the file as well, stale.
 */
export function keepIptables({rulesKeeper, installs, makers}: Values, isIpv6: boolean): Keep {
	if (makers !== undefined) {
		const who = makers
			.split(', ')
			.map(name => names[name] ?? name)
			.join(' and ');
		return {
			words: `${untilReboot}. Don't save the rules to keep it: that would freeze those of ${who}; put the command into a unit of its own that runs after ${makers.includes(', ') ? 'them' : 'it'}.`,
		};
	}
	switch (rulesKeeper) {
		case 'netfilter-persistent':
			return {
				words: `${untilReboot}; netfilter-persistent keeps it.`,
				keep: save(`/etc/iptables/rules.v${isIpv6 ? 6 : 4}`, 'netfilter-persistent save'),
			};
		case 'iptables-services':
			return {
				words: `${untilReboot}; the service ${isIpv6 ? 'ip6tables' : 'iptables'} keeps it.`,
				keep: save(
					`/etc/sysconfig/${isIpv6 ? 'ip6tables' : 'iptables'}`,
					`service ${isIpv6 ? 'ip6tables' : 'iptables'} save`,
				),
			};
		case 'openrc':
			return {
				words: `${untilReboot}; the service ${isIpv6 ? 'ip6tables' : 'iptables'} keeps it.`,
				keep: save(
					`/etc/iptables/rules${isIpv6 ? '6' : ''}-save`,
					`rc-service ${isIpv6 ? 'ip6tables' : 'iptables'} save`,
				),
			};
		case undefined:
			return {
				words: `${untilReboot}; to keep it: service iptables save (RHEL, CentOS), netfilter-persistent save (Debian, Ubuntu) or rc-service iptables save (Alpine), but not on a host of Docker, Kubernetes or Tailscale.`,
			};
		default:
			return {words: `${untilReboot}, and nothing on this host keeps rules${installing(installs)}.`};
	}
}

const packages: Readonly<Record<string, string>> = {
	'apt-get': 'apt-get install iptables-persistent',
	yum: 'yum install iptables-services',
	apk: 'rc-update add iptables',
	zypper: 'a unit of its own that runs the command',
};

const installing = (installs: string | undefined): string => {
	const how = packages[installs ?? ''];
	return how === undefined ? '' : `: ${how}`;
};

/** A rule of nft: its file is a script, and a line at its end is met when it is loaded. */
export function keepNft({rulesFile, family = '', table = ''}: Values, statement: string): Keep {
	if (rulesFile === undefined)
		return {
			words:
				'It lasts until the rule set is loaded again; to keep it, add the rule to /etc/nftables.conf (RHEL: /etc/sysconfig/nftables.conf).',
		};
	const file = quoteWord(rulesFile);
	// Where another program makes the table, a line in this file would keep the whole file from loading.
	const isThere = `grep -Eq ${quoteWord(`table +${family} +${table}\\b`)} ${file}`;
	return {
		words: `It lasts until the rule set is loaded again; a line at the end of ${rulesFile} keeps it, if that file makes the table.`,
		keep: {
			command: `${isThere} && cp -p ${file} ${file}.slbw && echo ${quoteWord(statement)} >> ${file} && nft -c -f ${file}`,
			undo: `cp -p ${file}.slbw ${file}`,
		},
	};
}
