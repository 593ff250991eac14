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

export default defineStep({
	id: 'listening',
	title: 'Does something listen on the private address, or on all addresses?',
	why: 'The load balancer connects to the private address. A service that is bound to 127.0.0.1, to another address or to IPv6 only refuses it, however well it works on the host itself.',
	passage:
		'The load balancer communicates with the ECS instance over the internal network, so the service has to listen on the internal address or on all addresses. Check that there is a listening line for the internal address and the port, or for 0.0.0.0 and the port.',
	document: ({platform, healthCheck}) => ({
		command:
			platform === 'windows'
				? `netstat -ano | findstr :${healthCheck.port}`
				: `netstat -anp | grep :${healthCheck.port}`,
		but: `The text search also finds ports that begin with ${healthCheck.port} and connections that are no listeners, and netstat can’t tell a dual-stack socket from one for IPv6 only.`,
	}),
	needs: {serving, otherServices, restarts, answers, addresses, routing, containers, passages},
	judge: (facts, target) => {
		const missing = judgeAddress(facts, target);
		if (missing.length > 0) return missing;
		const container = judgeContainer(facts, target);
		return container.length > 0 ? container : judgeListening(facts, target);
	},
});
