import {chinese} from '../engine/chinese.ts';
import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import {verbatim, type Words} from '../engine/words.ts';
import {given} from './check-words.ts';
import {type Keep, untilReboot} from './keep.ts';

/** A copy that is put back takes the save back. */
const save = (file: string, command: string): NonNullable<Remedy['keep']> => ({
	command: `cp -p ${file} ${file}.slbw; ${command}`,
	undo: `cp -p ${file}.slbw ${file}`,
});

const names = new Map<string, Words>([
	['docker', verbatim('Docker')],
	['kube-proxy', verbatim('Kubernetes')],
	['tailscale', verbatim('Tailscale')],
	['security-software', {en: 'security software', zh: '安全软件'}],
]);

/**
 * A rule of iptables. What saves them saves all of them: the rules that Docker and others make at each start would come
 * back from the file as well, stale.
 */
export function keepIptables({rulesKeeper, installs, makers}: Values, isIpv6: boolean): Keep {
	if (makers !== undefined) {
		const who = makers.split(', ').map(name => names.get(name) ?? verbatim(name));
		const [en, zh] = [who.map(name => name.en).join(' and '), who.map(name => name.zh).join('、')];
		return {
			words: {
				en: `${untilReboot.en}. Don't save the rules to keep it: that would freeze those of ${en}; put the command into a unit of its own that runs after ${who.length > 1 ? 'them' : 'it'}.`,
				zh: chinese`${untilReboot.zh}。不要用保存规则的方式保留它：那样会把 ${zh} 的规则固定下来；将命令写入单独的 systemd 单元，在 ${zh} 之后运行。`,
			},
		};
	}
	const name = isIpv6 ? 'ip6tables' : 'iptables';
	const service: Words = {en: `the service ${name}`, zh: `服务 ${name}`};
	switch (rulesKeeper) {
		case 'netfilter-persistent':
			return {
				words: keptBy(verbatim('netfilter-persistent')),
				keep: save(`/etc/iptables/rules.v${isIpv6 ? 6 : 4}`, 'netfilter-persistent save'),
			};
		case 'iptables-services':
			return {
				words: keptBy(service),
				keep: save(`/etc/sysconfig/${name}`, `service ${name} save`),
			};
		case 'openrc':
			return {
				words: keptBy(service),
				keep: save(`/etc/iptables/rules${isIpv6 ? '6' : ''}-save`, `rc-service ${name} save`),
			};
		case undefined:
			return {
				words: {
					en: `${untilReboot.en}; to keep it: service iptables save (RHEL, CentOS), netfilter-persistent save (Debian, Ubuntu) or rc-service iptables save (Alpine), but not on a host of Docker, Kubernetes or Tailscale.`,
					zh: `${untilReboot.zh}；若要保留：service iptables save (RHEL, CentOS)、netfilter-persistent save (Debian, Ubuntu) 或 rc-service iptables save (Alpine)，但不要在运行 Docker、Kubernetes 或 Tailscale 的主机上这样做。`,
				},
			};
		default:
			return {words: keptByNothing(installs)};
	}
}

const keptBy = ({en, zh}: Words): Words => ({
	en: `${untilReboot.en}; ${en} keeps it.`,
	zh: chinese`${untilReboot.zh}；${zh} 可使其保留。`,
});

const packages = new Map<string, Words>([
	['apt-get', verbatim('apt-get install iptables-persistent')],
	['yum', verbatim('yum install iptables-services')],
	['apk', verbatim('rc-update add iptables')],
	['zypper', {en: 'a unit of its own that runs the command', zh: '用单独的 systemd 单元运行该命令'}],
]);

const keptByNothing = (installs: string | undefined): Words => {
	const how = packages.get(installs ?? '');
	return {
		en: `${untilReboot.en}, and nothing on this host keeps rules${given(how?.en, words => `: ${words}`)}.`,
		zh: `${untilReboot.zh}，且这台主机上没有保存规则的程序${given(how?.zh, words => `：${words}`)}。`,
	};
};

/** A rule of nft: its file is a script, and a line at its end is met when it is loaded. */
export function keepNft({rulesFile, family = '', table = ''}: Values, statement: string): Keep {
	if (rulesFile === undefined)
		return {
			words: {
				en: 'It lasts until the rule set is loaded again; to keep it, add the rule to /etc/nftables.conf (RHEL: /etc/sysconfig/nftables.conf).',
				zh: '重新加载规则集后失效；若要保留，将规则加入 /etc/nftables.conf (RHEL: /etc/sysconfig/nftables.conf)。',
			},
		};
	const file = quoteWord(rulesFile);
	// Where another program makes the table, a line in this file would keep the whole file from loading.
	const isThere = `grep -Eq ${quoteWord(`table +${family} +${table}\\b`)} ${file}`;
	return {
		words: {
			en: `It lasts until the rule set is loaded again; a line at the end of ${rulesFile} keeps it, if that file makes the table.`,
			zh: `重新加载规则集后失效；若该表由 ${rulesFile} 创建，在该文件末尾加一行可使其保留。`,
		},
		keep: {
			command: `${isThere} && cp -p ${file} ${file}.slbw && echo ${quoteWord(statement)} >> ${file} && nft -c -f ${file}`,
			undo: `cp -p ${file}.slbw ${file}`,
		},
	};
}
