import {addressChoices} from './address-choices.ts';
import type {Asker} from './asked-setting.ts';
import {portChoices, suggestedPort} from './port-choices.ts';
import {say} from './words.ts';

/** How to ask for the load balancer and for what it connects to. */
export const backendQuestions = {
	product: () => ({
		label: say({en: 'Load balancer', zh: '负载均衡'}),
		question: say({en: 'Which load balancer is it?', zh: '是哪种负载均衡？'}),
		help: say({
			en: 'The instance ID tells: lb-… is CLB, alb-… is ALB, nlb-… is NLB.',
			zh: '看实例 ID：lb-… 是 CLB，alb-… 是 ALB，nlb-… 是 NLB。',
		}),
		choices: [
			{value: 'clb', label: 'CLB', hint: say({en: 'Classic Load Balancer, lb-…', zh: '传统型负载均衡，lb-…'})},
			{value: 'alb', label: 'ALB', hint: say({en: 'Application Load Balancer, alb-…', zh: '应用型负载均衡，alb-…'})},
			{value: 'nlb', label: 'NLB', hint: say({en: 'Network Load Balancer, nlb-…', zh: '网络型负载均衡，nlb-…'})},
		],
		suggestion: 'clb',
	}),
	sources: ({product = 'clb'}) => ({
		label: say({en: 'Probes come from', zh: '探测来源'}),
		question: say({en: 'Which addresses does the load balancer probe from?', zh: '负载均衡从哪些地址发起探测？'}),
		help:
			product === 'clb'
				? say({
						en: 'CLB always probes from 100.64.0.0/10. Ranges, separated by commas.',
						zh: 'CLB 始终从 100.64.0.0/10 发起探测。多个网段以逗号分隔。',
					})
				: say({
						en: `The ranges of its vSwitches (VPC console › vSwitches), or its local IPs (${product.toUpperCase()} console › Instances › the instance), separated by commas. An ALB that was never upgraded probes from 100.64.0.0/10.`,
						zh: `填写其交换机的网段（专有网络控制台 › 交换机）或本地 IP（${product.toUpperCase()} 控制台 › 实例 › 该实例），以逗号分隔。未升级过的 ALB 从 100.64.0.0/10 发起探测。`,
					}),
		...(product === 'clb' ? {suggestion: '100.64.0.0/10'} : {}),
	}),
	port: ({product = 'clb'}, detected) => {
		const choices = portChoices(detected);
		const suggested = suggestedPort(detected);
		return {
			label: say({en: 'Backend port', zh: '后端端口'}),
			question: say({
				en: 'Which port of this server does the load balancer use?',
				zh: '负载均衡使用这台服务器的哪个端口？',
			}),
			help:
				product === 'clb'
					? say({
							en: 'CLB console › Instances › the instance › Listener tab › Backend Protocol/Port (or the vServer group).',
							zh: 'CLB 控制台 › 实例管理 › 该实例 › 监听 › 后端协议/端口（或虚拟服务器组）。',
						})
					: say({
							en: `${product.toUpperCase()} console › Server Groups › the group › Backend Servers › Port.`,
							zh: `${product.toUpperCase()} 控制台 › 服务器组 › 该服务器组 › 后端服务器 › 端口。`,
						}),
			...(choices.length === 0 ? {suggestion: '80'} : {choices, others: 'may-be-typed'}),
			...(suggested === undefined
				? {}
				: {suggestion: suggested.value, suggestedBy: suggested.hint ?? say({en: 'it listens', zh: '正在监听'})}),
		};
	},
	backend: (_settings, detected) => {
		const choices = addressChoices(detected);
		const [first] = choices;
		return {
			label: say({en: 'Backend address', zh: '后端地址'}),
			question: say({
				en: 'Which address of this server does the load balancer use?',
				zh: '负载均衡使用这台服务器的哪个地址？',
			}),
			help: say({
				en: 'The private IP that the console shows for this server in the list of backend servers.',
				zh: '控制台后端服务器列表中这台服务器的私网 IP。',
			}),
			...(first === undefined
				? {}
				: {
						choices,
						others: 'may-be-typed',
						suggestion: first.value,
						suggestedBy: first.hint ?? say({en: 'found here', zh: '在本机发现'}),
					}),
		};
	},
} satisfies Readonly<Record<string, Asker>>;
