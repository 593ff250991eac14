// Tries the packed package as it would be installed: node smoke.mjs <node> <program>. Prints a line for each claim, and
// ends with "smoke: N passed, N failed, N skipped".
import {spawn, spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

const [node, program] = process.argv.slice(2);
const {version} = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const counts = {passed: 0, failed: 0, skipped: 0};

const say = (outcome, claim, why = '') => {
	counts[outcome] += 1;
	console.log(`${outcome === 'passed' ? 'ok' : outcome}: ${claim}${why && `: ${why}`}`);
};

const run = words =>
	new Promise(resolve => {
		const child = spawn(node, [program, ...words], {stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000});
		const output = {stdout: '', stderr: ''};
		for (const name of ['stdout', 'stderr']) {
			child[name].on('data', piece => {
				output[name] += piece;
			});
		}

		child.on('close', status => resolve({...output, status}));
	});

const claim = async (words, verify) => {
	try {
		const why = await verify();
		say(why === undefined ? 'passed' : 'failed', words, why);
	} catch (error) {
		say('failed', words, error.message);
	}
};

const server = createServer((_request, response) => response.end('ok\n'));
await new Promise(resolve => {
	server.listen(0, '127.0.0.1', resolve);
});
const {port} = server.address();

await claim('--version prints the version and nothing else', async () => {
	const {stdout, stderr, status} = await run(['--version']);
	return stdout === `${version}\n` && stderr === '' && status === 0
		? undefined
		: JSON.stringify({stdout, stderr, status});
});

await claim('check --help explains check', async () => {
	const {stdout, stderr, status} = await run(['check', '--help']);
	return stdout.includes('--json') && stderr === '' && status === 0 ? undefined : JSON.stringify({stderr, status});
});

await claim('an unknown option is bad usage', async () => {
	const {stdout, status} = await run(['check', '--no-such-option']);
	return stdout === '' && status === 2 ? undefined : JSON.stringify({stdout, status});
});

const check = ['check', '--json', '--backend', '127.0.0.1', '--protocol', 'http', '--port'];
const statuses = {healthy: 0, unhealthy: 1, unknown: 3};

await claim('check --json finds no cause in the answers of a healthy server', async () => {
	const {stdout, stderr, status} = await run([...check, String(port)]);
	const {schemaVersion, verdict, steps} = JSON.parse(stdout);
	const answer = steps.find(({id}) => id === 'answer');
	return schemaVersion === 1 && status === statuses[verdict] && answer.status === 'ok' && !stderr.includes('Warning')
		? undefined
		: JSON.stringify({verdict, status, answer, stderr});
});

await claim('check --json speaks HTTP/1.1 too, as ALB does', async () => {
	const words = ['--product', 'alb', '--source', '192.168.0.0/24', '--timeout', '5'];
	const {stdout, status} = await run([...check, String(port), ...words]);
	const {verdict, steps} = JSON.parse(stdout);
	const answer = steps.find(({id}) => id === 'answer');
	return status === statuses[verdict] && answer.status === 'ok' ? undefined : JSON.stringify({verdict, status, answer});
});

server.close();
await claim('check --json finds that nothing listens', async () => {
	const {stdout, status} = await run([...check, String(port)]);
	const {verdict, causes} = JSON.parse(stdout);
	return verdict === 'unhealthy' && status === 1 && causes.length > 0 ? undefined : JSON.stringify({verdict, status});
});

const hasPython = spawnSync('python3', ['-c', 'import termios']).status === 0;
if (hasPython) {
	await claim('demo shows its first frame in a terminal', async () => {
		const measure = fileURLToPath(new URL('../bench/measure.py', import.meta.url));
		const words = [measure, '--terminal', '--until', '127.0.0.1', node, program, 'demo', 'redirect'];
		const {stdout} = spawnSync('python3', words, {encoding: 'utf8', timeout: 90_000});
		const {seen, output} = JSON.parse(stdout);
		return seen ? undefined : JSON.stringify(output);
	});
} else {
	say('skipped', 'demo shows its first frame in a terminal', 'there is no python3');
}

console.log(`smoke: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed === 0 ? 0 : 1;
