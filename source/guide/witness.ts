import {command} from '../engine/command.ts';
import {defineStep} from '../engine/step.ts';
import {answers} from '../fact/answers.ts';
import {keepers} from '../fact/keepers.ts';
import {passages} from '../fact/passages.ts';
import {witness} from '../fact/witness/witness.ts';
import {withKeepers} from './judge/keepers.ts';
import {judgeWitness} from './judge/witness.ts';

export default defineStep({
	id: 'witness',
	title: {
		en: "Do the load balancer's own probes arrive, and what becomes of them?",
		zh: '负载均衡自己的探测是否到达，结果如何？',
	},
	why: {
		en: 'Every other step asks what would happen. Here the load balancer’s real probes are watched, without sending anything: if none arrives, nothing on this host is to blame.',
		zh: '其他步骤问的是会发生什么。这一步不发送任何东西，只观察负载均衡真实的探测：如果没有探测到达，问题就不在这台主机上。',
	},
	passage: {
		en: 'Not in the document. It looks at the server only, never at what the load balancer itself sends.',
		zh: '该文档没有提到。它只看服务器，从不看负载均衡自己发出的探测。',
	},
	document: ({sources, healthCheck}) => ({
		command: {en: 'none', zh: '无'},
		but: {
			en: `Logs, sockets, connection tracking, counters of rules and packets (tcpdump, where it is there) are watched for ${sources.join(', ')} on port ${healthCheck.port}.`,
			zh: `观察日志、套接字、连接跟踪、规则计数器和报文（有 tcpdump 时），来源为 ${sources.join(', ')}，端口为 ${healthCheck.port}。`,
		},
	}),
	skipWhy: ({platform}) =>
		platform === 'windows'
			? {
					en: 'does not apply to Windows yet: what it shows of probes is not read',
					zh: '暂不适用于 Windows：尚不读取它所显示的探测',
				}
			: undefined,
	needs: {witness, passages, answers, keepers},
	judge: ({witness: seen, ...facts}, target) => {
		if (!seen.known) return [{is: 'unknown', why: seen.why, matters: false, wouldTell: command('ss', '-tan')}];
		return withKeepers(judgeWitness(seen.value, facts, target), facts.keepers);
	},
});
