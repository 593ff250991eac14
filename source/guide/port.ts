import {chinese} from '../engine/chinese.ts';
import {evidence, type Finding} from '../engine/finding.ts';
import {defineStep} from '../engine/step.ts';
import {verbatim, type Words} from '../engine/words.ts';
import {answers} from '../fact/answers.ts';
import {type Listener, processName, socketName} from '../fact/listeners.ts';
import {otherServices} from '../fact/other-services.ts';
import {passages} from '../fact/passages.ts';
import {restarts} from '../fact/restarts.ts';
import {serving} from '../fact/serving.ts';
import {searchAgainstPort} from './judge/contradiction.ts';
import {judgeListening} from './judge/listening.ts';
import {noLine} from './judge/sockets.ts';
import {portSearch} from './port-search.ts';

const portCodes = new Set([
	'health-check-port-mismatch',
	'listening-on-other-port',
	'service-not-listening',
	'service-restarting',
	'udp-port-closed',
]);

export default defineStep({
	id: 'port',
	title: {
		en: 'Is the port open, and is it the one that the listener is set to?',
		zh: '端口是否打开，与监听配置的后端端口是否一致？',
	},
	why: {
		en: 'The check goes to the backend port, or to a health-check port where one is set. Both are set at the load balancer, and both have to be the service’s.',
		zh: '健康检查访问后端端口，或单独配置的健康检查端口。两者都在负载均衡上配置，都必须是服务的端口。',
	},
	passage: {
		en: 'Make sure that the backend server has enabled the corresponding port, and that it is the one that you configured in the listener of the load balancer.',
		zh: '确认后端服务器已经打开相应的端口，并且与负载均衡监听中配置的端口一致。',
	},
	document: target => ({
		command: portSearch(target),
		but: {
			en: `A search for :${target.healthCheck.port} also matches longer port numbers and connections to other hosts; the exact port of listening sockets is compared.`,
			zh: `搜索 :${target.healthCheck.port} 也会匹配更长的端口号和到其他主机的连接；这里比较监听套接字的准确端口。`,
		},
	}),
	needs: {serving, otherServices, restarts, answers, passages},
	judge: (facts, target) => {
		const {serving: served} = facts;
		const {port, healthCheck} = target;
		const findings: Finding[] = judgeListening(facts, target).filter(
			finding => finding.is !== 'cause' || portCodes.has(finding.code),
		);
		if (served.known && served.value.check.is === 'elsewhere')
			findings.push({
				is: 'ok',
				say: bound(served.value.check.listener, healthCheck.port),
			});
		if (served.known && served.value.backend !== undefined) {
			const {check, backend} = served.value;
			const isChecked = check.is === 'served' || check.is === 'forwarded';
			if (isChecked && (backend.is === 'nobody' || backend.is === 'elsewhere')) {
				const [first] = check.is === 'served' ? check.by : [];
				findings.push({
					is: 'cause',
					code: 'backend-port-mismatch',
					certainty: 'proven',
					values: {
						port: `${port}`,
						...(first === undefined ? {} : {listener: socketName(first), process: verbatim(processName(first) ?? '')}),
					},
					evidence: served.from.slice(0, 1).map(observation => evidence<Words>(observation, noLine(port))),
				});
			}
		}

		return [...findings, ...searchAgainstPort(served, target)];
	},
});

const bound = (listener: Listener, port: number): Words => {
	const [who, socket] = [processName(listener), socketName(listener)];
	return {
		en: `Port ${port} is the service’s: ${who ?? 'a process'} is bound to ${socket}`,
		zh: chinese`端口 ${port} 是服务的端口：${who ?? '某个进程'} 绑定在 ${socket}`,
	};
};
