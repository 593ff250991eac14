import {evidence, type Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
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
				values: {container: down.name, detail: down.state},
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
				values: {...values, detail: `the port is forwarded to ${to}, and nothing listens there`},
				evidence: [evidence(answer.exact, `${to}: refused`)],
			},
		];
	if (outcome === 'unreachable' || (answer.exact.reply.connectMs === undefined && answer.health === 'silent'))
		return [
			{
				is: 'cause',
				code: 'container-down',
				certainty: outcome === 'unreachable' ? 'proven' : 'likely',
				values: {...values, detail: `nothing answers at ${to}`},
				evidence: [
					...(delivery.by === undefined ? [] : [{command: 'iptables-save -c', excerpt: delivery.by.text}]),
					evidence(answer.exact, `${to}: ${outcome === 'unreachable' ? 'no route to host' : 'no connection'}`),
				],
			},
		];
	return [];
};
