import {command, type Observation, privileged, succeeded} from '../engine/command.ts';
import type {Fact, Look} from '../engine/fact.ts';
import type {Words} from '../engine/words.ts';
import {readInspect} from './container-json.ts';
import {whyNothing} from './ladder.ts';
import {type Process, processes} from './processes.ts';
import {reasons} from './unreadable.ts';

/** A port of the host that is published for a port of a container. */
export type PublishedPort = {
	readonly protocol: string;
	/** `0.0.0.0` for all addresses. */
	readonly hostAddress: string;
	readonly hostPort: number;
	readonly containerPort: number;
};

export type Container = {
	readonly id: string;
	readonly name: string;
	/** In its tool's words: `running`, `exited (1)`, `restarting`, `running, unhealthy`. */
	readonly state: string;
	readonly isRunning: boolean;
	/** What it publishes when it runs, also while it doesn't. */
	readonly ports: readonly PublishedPort[];
	readonly addresses: readonly string[];
};

// A tool is only asked when its daemon already runs, or has containers: asking docker over a systemd socket would
// start the daemon, and podman makes its storage when there is none.
const daemons = [
	{tool: 'docker', daemon: /^(dockerd|docker-containe)/},
	{tool: 'nerdctl', daemon: /^containerd$/},
] as const;

const podmanContainers = '/var/lib/containers/storage/overlay-containers/containers.json';

const toolsOf = async (look: Look, all: readonly Process[]): Promise<readonly string[]> => {
	const podman = await look.run(command('cat', podmanContainers));
	return [
		...daemons.filter(({daemon}) => all.some(({name}) => daemon.test(name))).map(({tool}) => tool),
		...(succeeded(podman) && podman.stdout.trim().length > 2 ? ['podman'] : []),
	];
};

type Asked =
	| {readonly is: 'read'; readonly value: readonly Container[]; readonly from: readonly Observation[]}
	| {readonly is: 'unread'; readonly from: readonly Observation[]};

const ask = async (look: Look, tool: string): Promise<Asked> => {
	const list = await look.run({...privileged(tool, 'ps', '-a', '-q', '--no-trunc'), timeoutMs: 3000});
	if (!succeeded(list)) return {is: 'unread', from: [list]};
	const ids = list.stdout.split('\n').filter(line => /^[\da-f]+$/.test(line.trim()));
	if (ids.length === 0) return {is: 'read', value: [], from: [list]};
	const details = await look.run({...privileged(tool, 'inspect', ...ids.slice(0, 200)), timeoutMs: 3000});
	// A container that was removed in between makes the exit code 1; the others are printed.
	const value = readInspect(details.stdout);
	return value ? {is: 'read', value, from: [details]} : {is: 'unread', from: [details]};
};

const unknownTools = ({en, zh}: Words): Words => ({
	en: `whether a container tool runs isn't known (${en})`,
	zh: `不知道是否有容器工具在运行（${zh}）`,
});

const notListed = ({en, zh}: Words): Words => ({
	en: `the containers can't be listed (${en})`,
	zh: `无法列出容器（${zh}）`,
});

const partlyListed = ({en, zh}: Words): Words => ({en: `Not listed: ${en}.`, zh: `未列出：${zh}。`});

/** The containers of docker, nerdctl and podman; an empty list where none of them is in use. */
export const containers: Fact<readonly Container[]> = {
	id: 'containers',
	what: {en: 'the containers', zh: '容器'},
	lookUp: async look => {
		const all = await look.know(processes);
		if (!all.known) return {...all, why: unknownTools(all.why)};
		const tools = await toolsOf(look, all.value);
		const asked = await Promise.all(tools.map(tool => ask(look, tool)));
		const read = asked.flatMap(one => (one.is === 'read' ? [one] : []));
		// containerd belongs to docker or to a Kubernetes, and nerdctl is seldom there.
		const unread = asked.flatMap(one => (one.is === 'unread' ? one.from : []));
		const missed = unread.filter(({failure, command: {file}}) => !(failure === 'not-found' && file === 'nerdctl'));
		if (read.length === 0 && missed.length > 0) {
			return {known: false, why: notListed(reasons(missed.map(whyNothing))), from: missed};
		}

		return {
			known: true,
			value: read.flatMap(({value}) => value),
			from: read.length > 0 ? read.flatMap(({from}) => from) : all.from,
			...(missed.length > 0 && {blindTo: partlyListed(reasons(missed.map(whyNothing)))}),
		};
	},
};
