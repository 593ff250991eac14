import {type ChildProcess, execFile, spawn} from 'node:child_process';
import {commandLine, type Observation} from '../../../source/engine/command.ts';
import type {Fact, Look} from '../../../source/engine/fact.ts';
import type {Known} from '../../../source/engine/known.ts';
import type {Target} from '../../../source/engine/target.ts';

/** Where probes come from; rules are made around these. */
export const clients = ['100.64.0.10', '100.70.1.1', '100.96.0.7', '100.100.0.20', '100.127.250.9'] as const;
export const backend = '10.11.192.1';
export const device = 'eth0';

/** Two hosts, a backend and the load balancer's side of it, joined by a cable. */
export type Arena = {
	/** Runs a script on the backend; its failure is data. */
	readonly load: (script: string) => Promise<Outcome>;
	/** Connects from every client; true where a connection came about, and an answer to a request. */
	readonly connect: (port: number, waitS: number) => Promise<ReadonlyMap<string, Reached>>;
	/** A look at the backend, for facts. */
	readonly look: (target: Target) => Look;
	readonly close: () => Promise<void>;
};

export type Outcome = {
	readonly stdout: string;
	readonly stderr: string;
	readonly exitCode: number;
	readonly missing: boolean;
};
export type Reached = {readonly connected: boolean; readonly answered: boolean};

const execute = (file: string, args: readonly string[], stdin = ''): Promise<Outcome> =>
	new Promise(resolve => {
		const child = execFile(file, args, {timeout: 20_000, maxBuffer: 64e6}, (error, stdout, stderr) => {
			const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : 124;
			resolve({stdout, stderr, exitCode, missing: error?.code === 'ENOENT'});
		});
		child.stdin?.on('error', () => {});
		child.stdin?.end(stdin);
	});

let count = 0;

/** Makes a pair of hosts; `close` deletes them with all that runs there. */
export async function openArena(): Promise<Arena> {
	count++;
	const [inside, outside] = [`pf-b${process.pid}-${count}`, `pf-c${process.pid}-${count}`];
	const addresses = clients.map(address => `ip -n ${outside} address add ${address}/32 dev eth0`).join('\n');
	const made = await execute('sh', [
		'-euc',
		`ip netns add ${inside}
		ip netns add ${outside}
		ip -n ${inside} link set lo up
		ip -n ${inside} link add ${device} type veth peer name eth0 netns ${outside}
		ip -n ${inside} address add ${backend}/24 dev ${device}
		ip -n ${inside} link set ${device} up
		ip -n ${outside} link set lo up
		${addresses}
		ip -n ${outside} link set eth0 up
		ip -n ${outside} route add 10.11.192.0/24 dev eth0
		ip -n ${inside} route add 100.64.0.0/10 dev ${device}
		ip netns exec ${inside} sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.${device}.rp_filter=0`,
	]);
	const servers = [80, 8080].map(port =>
		spawn('ip', ['netns', 'exec', inside, 'busybox', 'httpd', '-f', '-p', String(port), '-h', '/'], {
			stdio: 'ignore',
		}),
	);
	const arena: Arena = {
		load: script => execute('ip', ['netns', 'exec', inside, 'sh', '-eu'], script),
		connect: (port, waitS) => connectAll(outside, port, waitS),
		look: target => lookInto(inside, target),
		close: async () => {
			await Promise.all(servers.map(endProcess));
			await execute('ip', ['netns', 'del', inside]);
			await execute('ip', ['netns', 'del', outside]);
		},
	};
	if (made.exitCode === 0) return arena;
	await arena.close();
	throw new Error(`The namespaces could not be made: ${made.stderr}`);
}

const endProcess = (child: ChildProcess): Promise<void> =>
	new Promise(resolve => {
		if (child.exitCode !== null || child.signalCode !== null) resolve();
		child.once('exit', () => resolve());
		child.kill('SIGKILL');
	});

async function connectAll(namespace: string, port: number, waitS: number): Promise<ReadonlyMap<string, Reached>> {
	const script = clients
		.map(
			client =>
				`(curl -s -o /dev/null --interface ${client} --connect-timeout ${waitS} --max-time ${2 * waitS} ` +
				`-w '${client} %{time_connect} %{http_code}\\n' http://${backend}:${port}/ || true) &`,
		)
		.join('\n');
	const {stdout} = await execute('ip', ['netns', 'exec', namespace, 'sh'], `${script}\nwait\n`);
	return new Map(
		stdout
			.trim()
			.split('\n')
			.map(line => {
				const [client = '', connect = '0', status = '000'] = line.split(' ');
				return [client, {connected: Number(connect) > 0, answered: status !== '000'}];
			}),
	);
}

function lookInto(namespace: string, target: Target): Look {
	const runs = new Map<string, Promise<Observation>>();
	const facts = new Map<string, Promise<Known<unknown>>>();
	const look: Look = {
		target,
		run: command => {
			const line = commandLine(command);
			const run = runs.get(line) ?? observe(namespace, command);
			runs.set(line, run);
			return run;
		},
		runAgain: command => observe(namespace, command),
		probe: async () => {
			throw new Error('The arena sends no probes for facts.');
		},
		know: async <U>(fact: Fact<U>) => {
			const known = facts.get(fact.id) ?? fact.lookUp(look);
			facts.set(fact.id, known);
			// A fact's id is its own, so what is kept under it has its type.
			return known as Promise<Known<U>>;
		},
		wait: async () => {},
	};
	return look;
}

async function observe(namespace: string, command: Observation['command']): Promise<Observation> {
	const {stdout, stderr, exitCode, missing} = await execute('ip', [
		'netns',
		'exec',
		namespace,
		command.file,
		...command.args,
	]);
	const gone = missing || (exitCode !== 0 && stderr.startsWith('exec of'));
	return {command, stdout, stderr, durationMs: 0, ...(gone ? {failure: 'not-found'} : {exitCode})};
}
