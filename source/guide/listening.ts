import {defineStep} from '../engine/step.ts';
import {addresses} from '../fact/addresses.ts';
import {answers} from '../fact/answers.ts';
import {containers} from '../fact/containers.ts';
import {otherServices} from '../fact/other-services.ts';
import {passages} from '../fact/passages.ts';
import {restarts} from '../fact/restarts.ts';
import {routing} from '../fact/routing.ts';
import {serving} from '../fact/serving.ts';
import {judgeAddress} from './judge/address.ts';
import {judgeContainer} from './judge/container.ts';
import {judgeListening} from './judge/listening.ts';
import {portSearch} from './port-search.ts';

export default defineStep({
	id: 'listening',
	title: {
		en: 'Does something listen on the private address, or on all addresses?',
		zh: '是否有服务监听在私网地址或全部地址上？',
	},
	why: {
		en: 'The load balancer connects to the private address. A service that is bound to 127.0.0.1, to another address or to IPv6 only refuses it, however well it works on the host itself.',
		zh: '负载均衡连接的是私网地址。只绑定在 127.0.0.1、其他地址或仅 IPv6 上的服务会拒绝它，无论在本机上工作得多好。',
	},
	passage: {
		en: 'The load balancer communicates with the ECS instance over the internal network, so the service has to listen on the internal address or on all addresses. Check that there is a listening line for the internal address and the port, or for 0.0.0.0 and the port.',
		zh: '负载均衡通过内网与 ECS 实例通信，因此服务必须监听内网地址或全部地址。检查是否有内网地址加端口或 0.0.0.0 加端口的监听。',
	},
	document: target => ({
		command: portSearch(target),
		but: {
			en: `The text search also finds ports that begin with ${target.healthCheck.port} and connections that are no listeners, and netstat can’t tell a dual-stack socket from one for IPv6 only.`,
			zh: `文本搜索也会匹配以 ${target.healthCheck.port} 开头的其他端口和并非监听的连接，netstat 也分不清双栈套接字与仅 IPv6 的套接字。`,
		},
	}),
	needs: {serving, otherServices, restarts, answers, addresses, routing, containers, passages},
	judge: (facts, target) => {
		const missing = judgeAddress(facts, target);
		if (missing.length > 0) return missing;
		const container = judgeContainer(facts, target);
		return container.length > 0 ? container : judgeListening(facts, target);
	},
});
