import type {Finding} from '../engine/finding.ts';
import {defineStep} from '../engine/step.ts';
import {verbatim} from '../engine/words.ts';
import {addresses, holderOf} from '../fact/addresses.ts';
import {answers} from '../fact/answers.ts';
import {denyFiles} from '../fact/deny-files.ts';
import {keepers} from '../fact/keepers.ts';
import {passages} from '../fact/passages.ts';
import {serviceLog} from '../fact/service-log.ts';
import {webConfig} from '../fact/web-config.ts';
import {judgeDeniedSource} from './judge/denied-source.ts';
import {judgeDenyFile} from './judge/deny-file.ts';
import {withKeepers} from './judge/keepers.ts';
import {judgePassages} from './judge/passage.ts';

/** Where CLB's own addresses are, whatever the target says (FAQ about health checks). */
const clbSources = '100.64.0.0/10';

export default defineStep({
	id: 'sources',
	title: {
		en: "Are the load balancer's own addresses let in?",
		zh: '负载均衡自己的地址是否被放行？',
	},
	why: {
		en: `CLB probes from ${clbSources}, ALB and NLB from addresses of their vSwitches. Firewalls, bans and VPNs take these for strangers or for their own, and then only the load balancer is shut out.`,
		zh: `CLB 从 ${clbSources} 发起探测，ALB 和 NLB 从其交换机的地址发起。防火墙、封禁和 VPN 会把这些地址当作陌生人或自己的地址，于是只有负载均衡被挡在外面。`,
	},
	passage: {
		en: 'Check whether a firewall or other security software on the server blocks the local IP addresses of the load balancer, so that it can’t communicate with the server.',
		zh: '检查服务器上的防火墙或其他安全软件是否屏蔽了负载均衡的本地 IP 地址，使其无法与服务器通信。',
	},
	document: ({platform, sources}) => ({
		command: verbatim(platform === 'windows' ? 'firewall.cpl' : `iptables -L -n | grep ${sources[0] ?? clbSources}`),
		but: {
			en: 'The document names neither the addresses nor a way to look. A list of rules shows one table of one tool, and no bans in sets: every rule set is walked for each part of the sources.',
			zh: '文档既没有说明地址，也没有给出查看方法。规则列表只显示一个工具的一张表，也看不到集合中的封禁：这里让来源的每一部分走过每一套规则。',
		},
	}),
	needs: {passages, denyFiles, addresses, answers, serviceLog, webConfig, keepers},
	judge: (facts, target) => {
		const own = facts.addresses.known ? holderOf(facts.addresses.value, target.backend)?.interface : undefined;
		const found: readonly Finding[] = [
			...withKeepers(judgePassages(facts.passages, {target, interface: own}), facts.keepers),
			...judgeDenyFile(facts.denyFiles, target),
			...judgeDeniedSource(facts, target),
		];
		if (found.some(finding => finding.is === 'cause' || (finding.is === 'unknown' && finding.matters))) return found;
		const [place, hasFiles] = [`${target.backend}:${target.healthCheck.port}`, facts.denyFiles.known];
		return [
			{
				is: 'ok',
				say: {
					en: `No packet filter${hasFiles ? ', ban or deny file' : ' or ban'} keeps ${target.sources.join(', ')} from ${place}`,
					zh: `没有防火墙规则${hasFiles ? '、封禁或拒绝列表文件' : '或封禁'}阻止 ${target.sources.join('、')} 访问 ${place}`,
				},
			},
			...found,
		];
	},
});
