// npm run bench [-- --write] [--rounds N]: what the built program costs, measured as whole processes, interleaved, as
// medians, and as ratios to `node -e 0` in the same run, of the packed program. --write puts the table into README.md.
import {spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {cpus, tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {measure, median, putIntoReadme, unpack} from './shared.mjs';
import {behindSsh} from './ssh.mjs';

const flag = process.argv.indexOf('--rounds');
const rounds = flag === -1 ? 15 : Number(process.argv[flag + 1]);

const freePort = () =>
	new Promise(resolve => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const {port} = server.address();
			server.close(() => resolve(port));
		});
	});

/** Waits until something takes connections on a port. */
const isUp = async port => {
	for (let tries = 0; tries < 100; tries += 1) {
		if (spawnSync('nc', ['-z', '127.0.0.1', String(port)]).status === 0) {
			return;
		}

		await new Promise(resolve => setTimeout(resolve, 50));
	}

	throw new Error(`Nothing listens on port ${port}.`);
};

const nginxConfig = (folder, port) => `
daemon off; master_process off; error_log /dev/null; pid ${folder}/pid;
events {}
http { access_log off; server { listen 127.0.0.1:${port}; location / { return 200 "ok"; } } }
`;

const local = '`check --json`, healthy nginx';
const connecting = 'connecting: `ssh host true`';
const node = process.execPath;
const timeoutS = 2;
const folder = mkdtempSync(join(tmpdir(), 'slb-wizard-bench-'));
const children = [];
try {
	const {program, bytes} = unpack(folder);
	const [healthyPort, silentPort] = [await freePort(), await freePort()];
	const config = join(folder, 'nginx.conf');
	writeFileSync(config, nginxConfig(folder, healthyPort));
	children.push(spawn('nginx', ['-c', config, '-p', folder], {stdio: 'ignore'}));
	// Listens, and is then stopped: the kernel takes the connections, and no answer comes.
	const listener = `require('node:net').createServer().listen(${silentPort}, '127.0.0.1')`;
	children.push(spawn(node, ['-e', listener], {stdio: 'ignore'}));
	await Promise.all([isUp(healthyPort), isUp(silentPort)]);
	children.at(-1).kill('SIGSTOP');

	const target = ['--backend', '127.0.0.1', '--protocol', 'http', '--port'];
	const check = [node, program, 'check', '--json', ...target];
	const timing = ['--timeout', String(timeoutS), '--interval', String(timeoutS)];
	const before = behindSsh(folder);
	const rows = [
		{what: '`node -e 0`', words: [node, '-e', '0']},
		{what: '`slb-wizard --version`', words: [node, program, '--version'], ratio: 1.2},
		{what: '`slb-wizard check --help`', words: [node, program, 'check', '--help'], ratio: 1.5},
		{
			what: 'the wizard’s first frame in a terminal',
			words: ['--terminal', '--until', 'slb-wizard ', node, program],
			ratio: 3,
		},
		{what: local, words: [...check, String(healthyPort)], limitMs: 700},
		{
			what: `\`check --json\`, no answer within ${timeoutS} s`,
			words: [...check, String(silentPort), ...timing],
			limitMs: timeoutS * 1000 + 1000,
			rounds: 3,
		},
		...(before === undefined
			? []
			: [
					{what: connecting, words: [...before, 'ssh', 'backend', 'true']},
					{
						what: '`check --json` over ssh, healthy nginx',
						words: [...before, ...check, String(healthyPort), '--host', 'ssh://backend'],
						overSsh: 1.6,
					},
				]),
	].map(row => ({...row, runs: []}));

	// The first round only warms the caches up.
	for (let round = 0; round <= rounds; round += 1) {
		for (const row of rows.filter(({rounds: most = rounds}) => round <= most)) {
			const run = await measure(row.words);
			if (run.seen === false) {
				throw new Error(`${row.what} was not seen:\n${run.output}`);
			}

			if (round > 0) {
				row.runs.push(run);
			}
		}
	}

	const [floor] = rows.map(({runs}) => median(runs.map(({ms}) => ms)));
	const most = Math.max(...rows.slice(1).flatMap(({runs}) => runs.map(({rssMb}) => rssMb)));
	const msOf = name => median(rows.find(({what}) => what === name).runs.map(({ms}) => ms));
	const lines = rows.map(({what, runs, ratio, limitMs, overSsh}) => {
		const ms = median(runs.map(run => run.ms));
		const most =
			overSsh && `${Math.round(overSsh * msOf(local) + msOf(connecting))} ms (${overSsh} × local, and connecting)`;
		const limit = ratio ? `${ratio.toFixed(1)} ×` : limitMs ? `${limitMs} ms` : (most ?? '');
		return `| ${what} | ${Math.round(ms)} ms | ${(ms / floor).toFixed(2)} × | ${limit} |`;
	});
	const table = [
		`Node ${process.versions.node}, ${cpus().length} cores; medians of ${rounds} interleaved runs, ratios to \`node -e 0\` in the same run.`,
		'',
		'| what | measured | ratio | limit |',
		'| --- | ---: | ---: | ---: |',
		...lines,
		`| peak memory of all of these | ${Math.round(most)} MB | | 110 MB |`,
		`| the packed package | ${Math.round(bytes / 1000)} kB | | 700 kB |`,
	].join('\n');
	console.log(table);

	if (process.argv.includes('--write')) putIntoReadme('bench', table);
} finally {
	for (const child of children) {
		child.kill('SIGKILL');
	}

	rmSync(folder, {recursive: true, force: true});
}
