import {describe, expect, test} from 'vitest';
import {alibaba, madeBy, startMetadata} from './harness/cloud.ts';
import {openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx} from './harness/nginx.ts';
import {reachOverSsh} from './harness/ssh.ts';
import {suggestAndCount, walkAndCount} from './harness/trips.ts';
import type {Scenario} from './scenario.ts';
import {answers} from './scenarios/answers.ts';
import {filters} from './scenarios/filters.ts';
import {healthy} from './scenarios/healthy.ts';
import {routes} from './scenarios/routes.ts';
import {service} from './scenarios/service.ts';

/** Far more than any command of a walk takes there. */
const lineMs = 400;

const most = 4;

/**
 * What is waited for on purpose (an answer that doesn't come, a service that comes and goes) takes its time, whatever the
 * line; all others take as few trips.
 */
const names = new Set([
	'a plain nginx',
	'a plain nginx, and the check only connects',
	'nothing listens at all',
	'nginx listens on 8080, the check goes to 80',
	'nginx listens on 127.0.0.1 only',
	'INPUT drops the range of the probes',
	'a blackhole route swallows the answers',
	'the health path is not found',
	'a password is asked for (401)',
	"nginx's upstream is dead (502)",
]);

const some: readonly Scenario[] = [healthy, service, filters, routes, answers]
	.flat()
	.filter(({name}) => names.has(name));

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

	test('what the wizard suggests is there after three', {timeout: 120_000}, async () => {
		const lab = await openLab();
		const {PATH} = process.env;
		try {
			await startNginx(lab, {servers: 'server { listen 80; root site; location /health { } }'});
			await startMetadata(lab, 'hardened');
			const inside = madeBy(lab, alibaba);
			const way = await reachOverSsh(lab, lab.backend, {delayS: lineMs / 2000, inside});
			const {chain, detected} = await suggestAndCount(way, lineMs);
			expect(detected).toMatchObject({pages: [{port: 80, word: '/health'}], server: {region: 'cn-hangzhou'}});
			expect(chain.length, chain.join('\n')).toBeLessThanOrEqual(3);
		} finally {
			process.env.PATH = PATH;
			await lab.close();
		}
	});
});
