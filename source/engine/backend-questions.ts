import {addressChoices} from './address-choices.ts';
import type {Asker} from './asked-setting.ts';
import {portChoices, suggestedPort} from './port-choices.ts';

/** How to ask for the load balancer and for what it connects to. */
export const backendQuestions = {
	product: () => ({
		label: 'Load balancer',
		question: 'Which load balancer is it?',
		help: 'The instance ID tells: lb-… is CLB, alb-… is ALB, nlb-… is NLB.',
		choices: [
			{value: 'clb', label: 'CLB', hint: 'Classic Load Balancer, lb-…'},
			{value: 'alb', label: 'ALB', hint: 'Application Load Balancer, alb-…'},
			{value: 'nlb', label: 'NLB', hint: 'Network Load Balancer, nlb-…'},
		],
		suggestion: 'clb',
	}),
	sources: ({product = 'clb'}) => ({
		label: 'Probes come from',
		question: 'Which addresses does the load balancer probe from?',
		help:
			product === 'clb'
				? 'CLB always probes from 100.64.0.0/10. Ranges, separated by commas.'
				: `The ranges of its vSwitches (VPC console › vSwitches), or its local IPs (${product.toUpperCase()} console › Instances › the instance), separated by commas. An ALB that was never upgraded probes from 100.64.0.0/10.`,
		...(product === 'clb' ? {suggestion: '100.64.0.0/10'} : {}),
	}),
	port: ({product = 'clb'}, detected) => {
		const choices = portChoices(detected);
		const suggested = suggestedPort(detected);
		return {
			label: 'Backend port',
			question: 'Which port of this server does the load balancer use?',
			help:
				product === 'clb'
					? 'CLB console › Instances › the instance › Listener tab › Backend Protocol/Port (or the vServer group).'
					: `${product.toUpperCase()} console › Server Groups › the group › Backend Servers › Port.`,
			...(choices.length === 0 ? {suggestion: '80'} : {choices, others: 'may-be-typed'}),
			...(suggested === undefined ? {} : {suggestion: suggested.value, suggestedBy: suggested.hint ?? 'it listens'}),
		};
	},
	backend: (_settings, detected) => {
		const choices = addressChoices(detected);
		const [first] = choices;
		return {
			label: 'Backend address',
			question: 'Which address of this server does the load balancer use?',
			help: 'The private IP that the console shows for this server in the list of backend servers.',
			...(first === undefined
				? {}
				: {
						choices,
						others: 'may-be-typed',
						suggestion: first.value,
						suggestedBy: first.hint ?? 'found here',
					}),
		};
	},
} satisfies Readonly<Record<string, Asker>>;
