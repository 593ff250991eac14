import {evidence, type Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import type {Container} from '../../fact/containers.ts';
import type {ServedPorts} from '../../fact/serving.ts';

/** Judges the container that the checked port is published for. Nothing to say means that it is fine, or that there is none. */
export const judgeContainer = (
	facts: {
		readonly serving: Known<ServedPorts>;
		readonly answers: Known<Answers>;
		readonly containers: Known<readonly Container[]>;
	},
	{healthCheck}: Target,
): readonly Finding[] => {
	const {serving, answers, containers} = facts;
	const check = serving.known ? serving.value.check : undefined;
	const publishing = containers.known
		? containers.value.filter(({ports}) => ports.some(({hostPort}) => hostPort === healthCheck.port))
		: [];
	const down = publishing.find(({isRunning}) => !isRunning);
	const answer = answers.known ? answers.value : undefined;
	const isServed = check?.is === 'served' && answer?.health !== 'other' && answer?.health !== 'silent';
	if (down !== undefined && !publishing.some(({isRunning}) => isRunning) && !isServed && answer?.health !== 'good')
		return [
			{
				is: 'cause',
				code: 'container-down',
				certainty: 'proven',
				values: {container: down.name, detail: verbatim(down.state)},
				evidence: containers.from.slice(0, 1).map(observation => evidence(observation, `${down.name}: ${down.state}`)),
			},
		];
	if (check?.is !== 'forwarded' || answer === undefined || !answer.isForwarded) return [];
	const {delivery} = check;
	const to = `${delivery.address}:${delivery.port}`;
	const values = {
		container: publishing[0]?.name ?? delivery.address,
		address: delivery.address,
		port: `${delivery.port}`,
	};
	const {outcome} = answer.exact.reply;
	if (outcome === 'refused')
		return [
			{
				is: 'cause',
				code: 'service-not-listening',
				certainty: 'proven',
				values: {
					...values,
					detail: {
						en: `the port is forwarded to ${to}, and nothing listens there`,
						zh: `该端口转发到 ${to}，而那里没有服务监听`,
					},
				},
				evidence: [evidence<Words>(answer.exact, {en: `${to}: refused`, zh: `${to}：被拒绝`})],
			},
		];
	if (outcome === 'unreachable' || (answer.exact.reply.connectMs === undefined && answer.health === 'silent'))
		return [
			{
				is: 'cause',
				code: 'container-down',
				certainty: outcome === 'unreachable' ? 'proven' : 'likely',
				values: {...values, detail: {en: `nothing answers at ${to}`, zh: `${to} 没有应答`}},
				evidence: [
					...(delivery.by === undefined ? [] : [{command: 'iptables-save -c', excerpt: delivery.by.text}]),
					evidence<Words>(
						answer.exact,
						outcome === 'unreachable'
							? {en: `${to}: no route to host`, zh: `${to}：没有到主机的路由`}
							: {en: `${to}: no connection`, zh: `${to}：未建立连接`},
					),
				],
			},
		];
	return [];
};
