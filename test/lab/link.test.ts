import {describe, expect, test} from 'vitest';
import {type Desk, deskSees, openDesk} from './harness/desk.ts';
import {sleep, waitFor} from './harness/execute.ts';
import {hobbled} from './harness/hobble.ts';
import {backendAddress, type Lab, openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx} from './harness/nginx.ts';
import {startProgram} from './harness/running-program.ts';

type Heard = {readonly type: string; readonly news?: {readonly is: string}};

/** Starts `check --events` at the desk, and waits until the walk has begun; tells what has been heard of it so far. */
const startCheck = async (desk: Desk, more: readonly string[] = []) => {
	const words = ['check', '--events', '--host', 'ssh://web-3', '--backend', backendAddress, '--port', '80', ...more];
	const {ended, printed} = startProgram(desk.before, words);
	const heard = (): readonly Heard[] =>
		printed()
			.stdout.split('\n')
			.slice(0, -1)
			.map((line): Heard => JSON.parse(line));
	await waitFor('the first commands', () => heard().some(({type}) => type === 'command-ended'));
	await sleep(500);
	const last = () => JSON.stringify(heard().at(-1));
	return {
		ended,
		last,
		news: () => heard().flatMap(({news}) => (news === undefined ? [] : [news.is])),
		causes: () => /"causes":\[.*?\],"steps"/.exec(last())?.[0] ?? '',
	};
};

const atDesk = async (
	inside: (lab: Lab) => Promise<readonly string[]>,
	run: (lab: Lab, desk: Desk) => Promise<void>,
) => {
	const lab = await openLab();
	try {
		await startNginx(lab);
		const desk = await openDesk(lab, await inside(lab));
		await desk.serve(lab.backend, deskSees.backend);
		await run(lab, desk);
	} finally {
		await lab.close();
	}
};

describe.skipIf(labLacks() !== undefined).concurrent('the line to another host', {timeout: 150_000}, () => {
	test('cut for 15 s, it is lost, said, found again, and the walk goes on where it was', async () =>
		atDesk(
			async () => [],
			async (lab, desk) => {
				const check = await startCheck(desk, ['--witness', '4']);
				await lab.backend.sh('ip link set desk0 down');
				const cutAt = Date.now();
				await waitFor('the news', () => check.news().includes('lost'), 30_000);
				const noticedS = (Date.now() - cutAt) / 1000;
				await sleep(Math.max(0, 15_000 - (Date.now() - cutAt)));
				await lab.backend.sh('ip link set desk0 up');
				// Nobody probes in this lab: that step alone is unknown.
				expect(await check.ended).toBe(3);
				expect(check.last().match(/"status":"unknown"/g)).toHaveLength(1);
				expect(check.last().includes('"exitCode":null')).toBe(false);
				expect(check.news()).toEqual(['lost', 'back']);
				// ServerAliveInterval 2, ServerAliveCountMax 3.
				expect(noticedS).toBeLessThan(13);
			},
		));

	test.for<readonly [string, readonly string[]]>([
		['the rules of filters', []],
		['the sockets', ['ss']],
		['addresses and routes', ['ip']],
	])(
		'lost for good before %s came, the run ends with what was seen, and nothing unseen is a finding or green',
		async ([, more]) => {
			const slow = Object.fromEntries(['nft', 'iptables-save', ...more].map(name => [name, 'sleep 4']));
			await atDesk(
				lab => hobbled(lab, {instead: slow}),
				async (lab, desk) => {
					const check = await startCheck(desk);
					await lab.backend.sh(`for pid in $(ip netns pids ${lab.backend.name}); do
						case $(cat /proc/$pid/comm) in sshd*) kill -9 $pid;; esac
					done`);
					expect(await check.ended, check.causes()).toBe(3);
					expect(check.news()).toEqual(['lost', 'given-up']);
					expect(check.last().includes('"verdict":"unknown"')).toBe(true);
				},
			);
		},
	);
});
