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
	});
	afterEach(async () => at.close());
	afterAll(async () => lab.close());

	/** The line that says where one is: its place, as far as it tells it from others. */
	const where = /(?:Question \d+ (?:of|before)|Step \d+ of \d+ · (?:[\d.:]+ · )?(?:un|no )|At the end)/g;

	/** Presses Enter, and nothing else, until the verdict; how often that was. */
	const entersToVerdict = async (): Promise<number> => {
		let enters = 0;
		for (let place = ''; ; enters++) {
			const screen = (await at.until(isAnother(place))).replace(/\s+/g, ' ');
			place = screen.match(where)?.at(-1) ?? '';
			if (place === 'At the end') return enters;
			await at.keys('Enter');
		}
	};

	/** A screen whose last place is another one, with the keys under it. */
	const isAnother = (place: string): RegExp =>
		new RegExp(`(?:${where.source})(?<!${place === '' ? 'nowhere' : place})(?!.*(?:${where.source})).* Enter `);

	test.each([
		['well', 80, 24, 'true', /The backend answers|Healthy|Unknown/],
		['behind a firewall', 80, 24, 'iptables -A INPUT -s 100.64.0.0/10 -j DROP', /firewall-drops-probes/],
		['behind a firewall', 40, 12, 'true', /firewall-drops-probes/],
	])('%s, at %ix%i: five Enters at most from the start to the verdict, and nothing is typed', async (...row) => {
		const [, columns, rows, first, expected] = row;
		await lab.backend.sh(first);
		at = await openTerminal({shell: `ip netns exec ${lab.backend.name} PROGRAM`, columns, rows});
		expect(await entersToVerdict()).toBeLessThanOrEqual(5);
		expect((await at.log()).replace(/\s+/g, ' ')).toMatch(expected);
	});
});
