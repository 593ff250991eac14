import {describe, expect, test} from 'vitest';
import {openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {reachOverSsh} from './harness/ssh.ts';
import {walkAndCount} from './harness/trips.ts';
import type {Scenario} from './scenario.ts';
import {answers} from './scenarios/answers.ts';
import {filters} from './scenarios/filters.ts';
import {healthy} from './scenarios/healthy.ts';
import {routes} from './scenarios/routes.ts';
import {service} from './scenarios/service.ts';

/** Far more than any command of a walk takes there. */
const lineMs = 600;

const most = 4;

const some: readonly Scenario[] = [healthy, service, filters, routes, answers].flatMap(group =>
	group.filter(({check, alone, hobble}) => check.protocol !== 'udp' && alone === undefined && hobble === undefined),
);

describe.skipIf(labLacks() !== undefined).sequential('a walk over a long line', () => {
	test.for(some)('$name', {timeout: 120_000}, async ({arrange, check, lacks}, {skip}) => {
		const why = lacks?.();
		skip(why !== undefined, why);
		const lab = await openLab();
		const {PATH} = process.env;
		try {
			await arrange(lab);
			const way = await reachOverSsh(lab, lab.backend, {delayS: lineMs / 2000});
			const {chain} = await walkAndCount(way, {check, lineMs});
			expect(chain.length, chain.join('\n')).toBeLessThanOrEqual(most);
		} finally {
			process.env.PATH = PATH;
			await lab.close();
		}
	});
});
