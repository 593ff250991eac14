import {spawn, spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeAll, describe, expect, test} from 'vitest';
import {labLacks} from '../lab/harness/needs.ts';
import {build, hasTmux, openTerminal, type Terminal} from './terminal.ts';

const program = fileURLToPath(new URL('../../source/bin.mjs', import.meta.url));

/** Every control but newline and carriage return (the terminal itself makes CR LF of LF). */
const movement = /[\u0000-\u0009\u000B\u000C\u000E-\u001F]/;

/** The prompt of the practice backend's shell, where the person has none of their own. */
const prompt = 'practice backend $';

const why = labLacks();

/** Root that may make no namespace, as in a container. */
const powerless = 'setpriv --bounding-set=-sys_admin --inh-caps=-sys_admin';
const nobody = 'setpriv --reuid=65534 --regid=65534 --clear-groups';

/** Whether users may have namespaces of their own here: not every distribution lets them. */
const mayHaveOwn = spawnSync('sh', ['-c', `${nobody} unshare --map-root-user --net ip link set lo up`]).status === 0;

/** What would give the answer away before it is found. */
const answer = /blackhole|return-route-missing/;

describe.skipIf(!hasTmux)('a drill in a real terminal', {timeout: 180_000}, () => {
	let at: Terminal;
	const open = async (options: Parameters<typeof openTerminal>[0]): Promise<void> => {
		at = await openTerminal(options);
	};

	beforeAll(build);
	afterEach(() => at.close());

	test.skipIf(why !== undefined)('at 80x24: a wrong answer, a hint, put right, and found', async () => {
		await open({args: ['drill', 'blackhole']});
		await at.until('takes the backend for unhealthy');
		expect(await at.log()).not.toMatch(answer);
		await at.keys('a', 'Enter');
		await at.until('What is the cause?');
		await at.keys('-l', 'accept queue');
		await at.keys('Enter');
		await at.until('It is not accept-queue-full');
		await at.keys('h', 'Enter');
		await at.until('Hint: step return-route of the guide');
		await at.keys('s', 'Enter');
		await at.until('Enter goes on');
		await at.keys('Enter');
		await at.until(prompt);
		await at.keys('-l', 'ps -e -o args; hostname; ip route del blackhole 100.64.0.0/10 && echo mended-$((40+2))\r');
		await at.until('mended-42');
		// The list of processes tells the service by its name, and nothing of the fault.
		const [, listed = ''] = /COMMAND([\s\S]*)backend\n/.exec(await at.log()) ?? [];
		expect(listed).toMatch(/^shop$/m);
		expect(listed).not.toMatch(answer);
		await at.keys('-l', 'exit\r');
		await at.until('It stays healthy: you have put it right.');
		await at.keys('a', 'Enter');
		await at.until('What is the cause?');
		await at.keys('-l', 'return-route-missing');
		await at.keys('Enter');
		await at.until('80 of 100 points');
		await at.until('[exit 0]');
		const log = await at.log();
		expect(log).toContain('✔ Right: No route back to the load balancer.');
		expect(log).toContain('ip route del blackhole 100.64.0.0/10');
		expect(log).toContain('ip route add blackhole 100.64.0.0/10');
		expect(log).toContain('found +100, 1 hint −10, 1 wrong answer −20, put right +10');
	});

	test.skipIf(why !== undefined)('a frozen service is thawed, and at 40x12 it can be read', async () => {
		await open({args: ['drill', 'frozen'], columns: 40, rows: 12});
		await at.until('for unhealthy.');
		await at.keys('s', 'Enter');
		await at.until('Enter goes on');
		await at.keys('Enter');
		await at.until(prompt);
		await at.keys('-l', 'kill -CONT $(pgrep shop); exit\r');
		// The first row of that sentence has scrolled away here.
		await at.until(/right\. What was the cause/);
		await at.keys('g', 'Enter');
		await at.until('[exit 1]');
		expect(await at.log()).toContain('service-stopped');
	});

	test.skipIf(why !== undefined)(
		'line by line, embedded, where no network can be had: no byte moves the cursor',
		async () => {
			await open({shell: `${powerless} PROGRAM drill redirect --plain`, rows: 50});
			await at.until('Number [2]:');
			await at.keys('h', 'Enter');
			await at.until('Hint: step health-page of the guide');
			await at.keys('c', 'Enter');
			await at.until(/The last of \d+ health checks/);
			await at.keys('1', 'Enter');
			await at.until('Number or another value');
			await at.keys('-l', 'http-redirect-not-accepted\r');
			await at.until('[exit 0]');
			const log = await at.log();
			expect(log).toContain('90 of 100 points');
			expect(await at.bytes()).not.toMatch(movement);
		},
	);

	test.skipIf(why !== undefined)('a fault of the path cannot be had there, and that is said', async () => {
		await open({shell: `${powerless} PROGRAM drill blackhole`, rows: 50});
		await at.until('[exit 2]');
		expect(await at.screen()).toContain('slb-wizard: drill blackhole: a network of its own could not be made');
	});

	test.skipIf(why !== undefined || !mayHaveOwn)('a user without rights has a network as well', async () => {
		await open({shell: `${nobody} PROGRAM drill dropped-range`, rows: 50, env: {HOME: '/nonexistent'}});
		await at.until('takes the backend for unhealthy');
		expect(await at.log()).toContain('nsenter -U --preserve-credentials');
		await at.keys('s', 'Enter');
		await at.until('Enter goes on');
		await at.keys('Enter');
		await at.until(prompt);
		await at.keys('-l', 'iptables -D INPUT -s 100.64.0.0/10 -j DROP; exit\r');
		await at.until('you have put it right');
		await at.keys('a', 'Enter');
		await at.until('What is the cause?');
		await at.keys('-l', 'firewall-drops-probes');
		await at.keys('Enter');
		await at.until('100 of 100 points');
		await at.until('[exit 0]');
		expect(await at.log()).toContain('-A INPUT -s 100.64.0.0/10 -j DROP');
	});
});

describe('without a terminal', () => {
	beforeAll(build);

	test.each<readonly [readonly string[], number, RegExp]>([
		[['drill'], 2, /^slb-wizard: drill is for somebody at a terminal/],
		[['drill', 'nonsense'], 2, /^slb-wizard: drill "nonsense": must be one of dropped-range, /],
		[['drill', '--seed', 'x'], 2, /^slb-wizard: --seed "x": must be a whole number/],
		[['drill', '--part', 'service'], 2, /^slb-wizard: --part is for the drill itself/],
		[['drill', '--list'], 0, /^$/],
	])('%j ends with %i', async (words, status, said) => {
		const child = spawn(process.execPath, [program, ...words], {stdio: ['ignore', 'pipe', 'pipe']});
		let stderr = '';
		child.stderr.on('data', text => {
			stderr += text;
		});
		child.stdout.resume();
		const got = await new Promise(resolve => child.on('close', resolve));
		expect({got, stderr}).toEqual({got: status, stderr: expect.stringMatching(said)});
	});
});
