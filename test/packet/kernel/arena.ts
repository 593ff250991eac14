import {type ChildProcess, execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
import {commandLine, type Observation} from '../../../source/engine/command.ts';
import type {Fact, Look} from '../../../source/engine/fact.ts';
import type {Known} from '../../../source/engine/known.ts';
import type {Target} from '../../../source/engine/target.ts';

/** Where probes come from; rules are made around these. */
export const clients = ['100.64.0.10', '100.70.1.1', '100.96.0.7', '100.100.0.20', '100.127.250.9'] as const;
export const backend = '10.11.192.1';
/** A container behind the backend's bridge; it serves port 8080. */
export const container = '172.17.0.2';
export const device = 'eth0';

/** What came about: a connection, an answer to a request over it, an echo over UDP, an answer to a ping. */
export type Way = 'connected' | 'answered' | 'udp' | 'ping';

export const packetKinds = ['tcp', 'udp', 'ping'] as const;

export type PacketKind = (typeof packetKinds)[number];

/** Three hosts: a backend, the load balancer's side of it, and a container behind the backend. */
export type Arena = {
	/** Runs a command on the backend with something on its standard input; its failure is data. */
	readonly run: (command: readonly string[], stdin?: string) => Promise<Outcome>;
	/** Asks from every client, with packets of these kinds. */
	readonly connect: (
		port: number,
		waitS: number,
		kinds: readonly PacketKind[],
	) => Promise<ReadonlyMap<string, ReadonlySet<string>>>;
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

const execute = (file: string, args: readonly string[], stdin = ''): Promise<Outcome> =>
	new Promise(resolve => {
		const child = execFile(file, args, {timeout: 20_000, maxBuffer: 64e6}, (error, stdout, stderr) => {
			const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : 124;
			resolve({stdout, stderr, exitCode, missing: error?.code === 'ENOENT'});
		});
		child.stdin?.on('error', () => {});
		child.stdin?.end(stdin);
	});

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The wires: eth0 is where probes come in, eth1 leads nowhere, docker0 to the container. */
const wiring = (inside: string, outside: string, pod: string): string => `
	ip netns add ${inside}; ip netns add ${outside}; ip netns add ${pod}
	ip -n ${inside} -batch - <<-'END'
	link set lo up
	link add ${device} type veth peer name eth0 netns ${outside}
	link add eth1 type veth peer name eth1 netns ${outside}
	link add docker0 type bridge
	link add pod type veth peer name eth0 netns ${pod}
	link set pod master docker0
	address add ${backend}/24 dev ${device}
	address add 10.22.0.1/24 dev eth1
	address add 172.17.0.1/16 dev docker0
	link set ${device} up
	link set eth1 up
	link set docker0 up
	link set pod up
	route add 100.64.0.0/10 dev ${device}
	neigh add 10.22.0.253 lladdr 02:00:00:00:00:01 dev eth1
	END
	ip -n ${outside} -batch - <<-'END'
	link set lo up
	${clients.map(address => `address add ${address}/32 dev eth0`).join('\n')}
	link set eth0 up
	link set eth1 up
	route add 10.11.192.0/24 dev eth0
	END
	ip -n ${pod} -batch - <<-'END'
	link set lo up
	address add ${container}/16 dev eth0
	link set eth0 up
	route add default via 172.17.0.1
	END
	ip netns exec ${inside} sh -c 'cd /proc/sys/net/ipv4; echo 0 >conf/all/rp_filter; echo 0 >conf/${device}/rp_filter; echo 1 >ip_forward; echo 0 >icmp_ratemask'
`;

let count = 0;

/** Makes the hosts; `close` deletes them with all that runs there. */
export async function openArena(): Promise<Arena> {
	count++;
	const [inside, outside, pod] = ['b', 'c', 'p'].map(letter => `pf-${letter}${process.pid}-${count}`);
	const made = await execute('sh', ['-euc', wiring(`${inside}`, `${outside}`, `${pod}`)]);
	const servers = [
		spawn('ip', ['netns', 'exec', `${inside}`, 'python3', script('serve.py'), '80', '8080'], {
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
		spawn('ip', ['netns', 'exec', `${pod}`, 'python3', script('serve.py'), '8080'], {
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	];
	const arena: Arena = {
		run: (command, stdin) => execute('ip', ['netns', 'exec', `${inside}`, ...command], stdin),
		connect: (port, waitS, kinds) => connectAll(`${outside}`, port, waitS, kinds),
		look: target => lookInto(`${inside}`, target),
		close: async () => {
			await Promise.all(servers.map(endProcess));
			await execute('sh', ['-c', `for name in ${inside} ${outside} ${pod}; do ip netns del $name; done`]);
		},
	};
	if (made.exitCode === 0) {
		await Promise.all(servers.map(({stdout}) => once(stdout, 'data')));
		return arena;
	}
	await arena.close();
	throw new Error(`The namespaces could not be made: ${made.stderr}`);
}

const endProcess = (child: ChildProcess): Promise<void> =>
	new Promise(resolve => {
		if (child.exitCode !== null || child.signalCode !== null) resolve();
		child.once('exit', () => resolve());
		child.kill('SIGKILL');
	});

async function connectAll(
	namespace: string,
	port: number,
	waitS: number,
	kinds: readonly PacketKind[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
	const words = [
		'netns',
		'exec',
		namespace,
		'python3',
		script('connect.py'),
		backend,
		`${port}`,
		`${waitS}`,
		kinds.join(),
		...clients,
	];
	const {stdout} = await execute('ip', words);
	return new Map(
		stdout
			.trim()
			.split('\n')
			.map(line => {
				const [client = '', ...ways] = line.split(' ');
				return [client, new Set(ways)];
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
		now: () => 0,
		wait: async () => {},
		async *sample(command, {times}) {
			for (let time = 0; time < times; time++) yield look.runAgain(command);
		},
		async *probeSeveral(shape, times) {
			for (let time = 0; time < times; time++) yield look.probe(shape);
		},
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
