import {createInterface} from 'node:readline';
import {checkAgain} from '../drill/balancer.ts';
import {balancerOrder, serviceOrder} from '../drill/orders.ts';
import {serve} from '../drill/service.ts';
import {UsageError} from './usage-error.ts';

/**
 * A part of a drill in a process of its own, which the drill itself starts: the service of the practice backend, or the
 * load balancer. It reads its order from its input, and lives until its network goes.
 */
export const drillPart = async (part: string): Promise<never> => {
	const order = await firstLine();
	// Whoever asks for it by hand has no order.
	if (order === undefined || !['service', 'balancer'].includes(part))
		throw new UsageError({
			en: '--part is for the drill itself: run slb-wizard drill',
			zh: '--part 仅供练习内部使用：请运行 slb-wizard drill',
		});
	if (part === 'service') serve(serviceOrder.parse(JSON.parse(order)), () => process.stdout.write('listening\n'));
	else {
		const {target, sources} = balancerOrder.parse(JSON.parse(order));
		const {signal} = new AbortController();
		for (const source of sources)
			void checkAgain(target, source, {
				tell: report => process.stdout.write(`${JSON.stringify(report)}\n`),
				signal,
			});
	}
	return new Promise(() => {});
};

const firstLine = async (): Promise<string | undefined> => {
	for await (const line of createInterface({input: process.stdin})) return line;
	return undefined;
};
