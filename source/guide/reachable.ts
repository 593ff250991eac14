import type {Finding} from '../engine/finding.ts';
import {defineStep} from '../engine/step.ts';
import {isLayer7, type Target} from '../engine/target.ts';
import {verbatim} from '../engine/words.ts';
import {addresses} from '../fact/addresses.ts';
import {answers} from '../fact/answers.ts';
import {connections} from '../fact/connections.ts';
import {otherServices} from '../fact/other-services.ts';
import {passages} from '../fact/passages.ts';
import {restarts} from '../fact/restarts.ts';
import {routing} from '../fact/routing.ts';
import {serviceProcess} from '../fact/service-process.ts';
import {serving} from '../fact/serving.ts';
import {webConfig} from '../fact/web-config.ts';
import {judgeAddress} from './judge/address.ts';
import {judgeAnswer} from './judge/answer.ts';
import {judgeListening} from './judge/listening.ts';
import {mendable} from './judge/mendable.ts';
import {judgeOwnClient} from './judge/own-client.ts';

const url = ({backend, healthCheck}: Target): string =>
	`http://${backend}${healthCheck.port === 80 ? '' : `:${healthCheck.port}`}${healthCheck.path}`;

/** Something listens, and still no connection comes about: the later steps look for the reason. */
const noConnection: Finding = {
	is: 'unknown',
	why: {
		en: 'something listens, and still no connection comes about; the steps on the accept queue and the firewall say why',
		zh: '有服务监听，但仍无法建立连接；全连接队列和防火墙的步骤会说明原因',
	},
	matters: true,
};

export default defineStep({
	id: 'reachable',
	title: {
		en: 'Does the service answer on the backend itself?',
		zh: '在后端服务器本机上，服务是否应答？',
	},
	why: {
		en: 'If it does not answer here, the load balancer gets no answer either. If it does, that shows only that the service works: this request never takes the load balancer’s way.',
		zh: '如果在这里不应答，负载均衡也得不到应答。如果应答，只说明服务正常：这个请求并没有走负载均衡的路径。',
	},
	passage: {
		en: 'First, make sure that you can access your application service directly on the ECS instance.',
		zh: '首先确认在 ECS 实例上可以直接访问应用服务。',
	},
	document: target => ({
		command: verbatim(isLayer7(target) ? `curl ${url(target)}` : `telnet ${target.backend} ${target.healthCheck.port}`),
		but: isLayer7(target)
			? {
					en: 'The check’s own method, HTTP version and Host are sent, to the private address: a browser’s request, or one to localhost, can be answered differently.',
					zh: '用健康检查自己的方法、HTTP 版本和 Host 访问私网地址：浏览器的请求或对 localhost 的请求可能得到不同的应答。',
				}
			: {
					en: 'The connection is made to the private address, with the check’s timeout.',
					zh: '按健康检查的超时连接私网地址。',
				},
	}),
	needs: {
		answers,
		serving,
		otherServices,
		restarts,
		addresses,
		routing,
		passages,
		connections,
		serviceProcess,
		webConfig,
	},
	judge: (facts, target) => {
		const address = judgeAddress(facts, target);
		if (address.length > 0) return address;
		const answer = mendable(judgeAnswer(facts.answers, target), facts);
		const isAnswered = answer.some(({is}) => is === 'ok');
		const listening = isAnswered ? [] : judgeListening(facts, target).filter(({is}) => is !== 'ok');
		const found = [...answer, ...listening, ...judgeOwnClient(facts.connections, target)];
		return found.length > 0 ? found : [noConnection];
	},
});
