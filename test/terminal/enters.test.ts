import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {type Lab, openLab} from '../lab/harness/lab.ts';
import {labLacks} from '../lab/harness/needs.ts';
import {startNginx} from '../lab/harness/nginx.ts';
import {build, hasTmux, openTerminal, type Terminal} from './terminal.ts';

const why = hasTmux ? labLacks() : 'there is no tmux';

describe.skipIf(why !== undefined)('a host with nginx on port 80', {timeout: 180_000}, () => {
	let lab: Lab;
	let at: Terminal;

	beforeAll(async () => {
		await build();
		lab = await openLab();
		await startNginx(lab);
		await lab.backend.sh('iptables -A INPUT -s 100.64.0.0/10 -j DROP');
	});
	afterEach(async () => at.close());
	afterAll(async () => lab.close());

	test.each([
		[80, 24],
		[40, 12],
	])(
		'at %ix%i five Enters at most lead from the start to the first cause, and nothing is typed',
		async (columns, rows) => {
			at = await openTerminal({shell: `ip netns exec ${lab.backend.name} PROGRAM`, columns, rows});
			let enters = 0;
			let screen = await at.until(/Enter takes/);
			while (!/unhealthy so far|At the end/.test(screen) && enters < 6) {
				const question = /Question \d/.exec(screen)?.[0];
				await at.keys('Enter');
				enters++;
				// The next question, or where the walk stops.
				screen = await at.until(new RegExp(`Question (?!${question?.at(-1) ?? '-'})\\d|Enter goes on|Enter closes`));
			}

			expect(screen).toMatch(/unhealthy/);
			expect(enters).toBeLessThanOrEqual(5);
			expect((await at.log()).replace(/\s+/g, ' ')).toContain('firewall-drops-probes');
		},
	);
});
