import {describe, expect, test} from 'vitest';
import {z} from 'zod';
import {nothingLeft} from './harness/change.ts';
import {execute} from './harness/execute.ts';
import {withJournal} from './harness/journal.ts';
import {backendAddress, type Lab, openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx, staticServer} from './harness/nginx.ts';
import {program} from './harness/program.ts';
import {bothOverSsh} from './harness/two-hosts.ts';

const dropping = 'iptables -A INPUT -s 100.64.0.0/10 -j DROP';
const known = {reason: 'agreed with the shop', until: '2999-01-31'};

/** The lab's folder is the one that its programs work in. */
const writeSettings = (lab: Lab, code: string): void => {
	const shop = {backend: backendAddress, port: 80, protocol: 'http', timeout: 2, interval: 1, unhealthy: 2};
	lab.write('slb-wizard.json', JSON.stringify({targets: {shop}, suppress: [{code, ...known}]}));
};

const inLab = async (run: (lab: Lab) => Promise<void>, servers = staticServer()): Promise<void> => {
	const lab = await openLab();
	try {
		await startNginx(lab, {servers});
		await run(lab);
	} finally {
		await lab.close();
	}
};

const slbw = (lab: Lab, ...words: readonly string[]) =>
	lab.backend.run('env', [
		'-C',
		lab.directory,
		...withJournal(lab),
		process.execPath,
		program,
		...words,
		'--target',
		'shop',
	]);

const fixed = z.object({
	change: z.object({code: z.string(), suppressed: z.unknown().optional()}),
	after: z.object({verdict: z.string(), causes: z.array(z.string()), suppressed: z.array(z.string())}).optional(),
	outcome: z.string(),
});

describe.skipIf(labLacks() !== undefined).concurrent('slb-wizard.json', {timeout: 120_000}, () => {
	test('watch takes a target of it, and shows a suppressed cause as suppressed without a word of health', () =>
		inLab(async lab => {
			await lab.backend.sh(dropping);
			writeSettings(lab, 'firewall-drops-probes');
			const told = await slbw(lab, 'watch', '--until', 'unhealthy', '--timeout', '50', '--json');
			const events = told.stdout
				.trimEnd()
				.split('\n')
				.map(line => JSON.parse(line));
			expect([told.exitCode, events.find(({type}) => type === 'way')], told.stderr).toEqual([
				0,
				expect.objectContaining({is: 'stopped', code: 'firewall-drops-probes', suppressed: known}),
			]);
			expect(events[0].target).toMatchObject({backend: backendAddress, healthCheck: {timeoutS: 2, intervalS: 1}});
			const plain = await slbw(lab, 'watch', '--until', 'unhealthy', '--timeout', '50', '--plain');
			expect(plain.stdout).toContain('(suppressed until 2999-01-31: agreed with the shop)');
		}));

	test('fix says that a cause is suppressed, and still has a plan for it', () =>
		inLab(async lab => {
			await lab.backend.sh(dropping);
			writeSettings(lab, 'firewall-drops-probes');
			const told = await slbw(lab, 'fix', 'firewall-drops-probes', '--plan', '--json');
			expect([told.exitCode, fixed.parse(JSON.parse(told.stdout))], told.stderr).toEqual([
				0,
				{change: {code: 'firewall-drops-probes', suppressed: known}, outcome: 'planned'},
			]);
			const text = await slbw(lab, 'fix', 'firewall-drops-probes', '--plan');
			expect(text.stdout.replace(/\s+/g, ' ')).toContain(
				'firewall-drops-probes is known (suppressed until 2999-01-31: agreed with the shop)',
			);
			const other = await slbw(lab, 'fix', 'service-not-listening', '--plan');
			expect([other.exitCode, other.stderr]).toEqual([
				0,
				expect.stringContaining('What is found: firewall-drops-probes (suppressed until 2999-01-31: agreed'),
			]);
		}));

	test('what is suppressed doesn’t count for the exit status of fix either', () =>
		inLab(
			async lab => {
				await lab.backend.sh(dropping);
				writeSettings(lab, 'http-path-not-found');
				const more = ['--yes-change-this-host', '--keep', '--json'];
				const {stdout, stderr, exitCode} = await slbw(lab, 'fix', 'firewall-drops-probes', ...more);
				expect([exitCode, fixed.parse(JSON.parse(stdout))], stderr).toEqual([
					0,
					{
						change: {code: 'firewall-drops-probes'},
						after: {
							verdict: 'unhealthy',
							causes: ['http-path-not-found'],
							suppressed: ['http-path-not-found'],
						},
						outcome: 'kept',
					},
				]);
				await nothingLeft(lab);
			},
			staticServer('listen 80;', 'location = / { return 404; }'),
		));
});

test.skipIf(labLacks() !== undefined)(
	'--from-seat with --compare sends the check from the first host’s seat, and makes nothing on the twin; --mask holds',
	{timeout: 90_000},
	async () => {
		const [first, second] = [await openLab(), await openLab()];
		try {
			for (const lab of [first, second]) await startNginx(lab, {servers: staticServer()});
			await first.backend.sh(dropping);
			const [file = 'env', ...before] = await bothOverSsh(first, second);
			const words = [program, 'check', '--host', 'ssh://web-1', '--compare', 'ssh://web-2', '--json', '--from-seat'];
			const check = ['--backend', backendAddress, '--port', '80', '--protocol', 'http', '--timeout', '2'];
			const outcome = await execute(file, [...before, process.execPath, ...words, ...check]);
			const {twin, ...one} = JSON.parse(outcome.stdout || outcome.stderr);
			expect(JSON.stringify(one.steps), outcome.stderr).toMatch(/seat \([\d.]+\) shows it: no connection within/);
			expect(JSON.stringify(twin.result.steps)).not.toContain("load balancer's seat");
			expect([one.verdict, twin.result.verdict]).toEqual(['unhealthy', 'healthy']);
			for (const form of [['--json'], []]) {
				const bare = words.filter(word => word !== '--json' && word !== '--from-seat');
				const args = [...before, process.execPath, ...bare, ...check, ...form, '--mask', 'addresses'];
				const masked = await execute(file, args);
				const shown = `${masked.stdout}${masked.stderr}`;
				expect(shown).toContain('firewall-drops-probes');
				expect(shown).not.toMatch(/10\.11\.192|web-[12]/);
			}
		} finally {
			await first.close();
			await second.close();
		}
	},
);
