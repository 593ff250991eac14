import {commandLine, type Observation, privileged} from '../../engine/command.ts';
import type {Target} from '../../engine/target.ts';
import {composed, verbatim} from '../../engine/words.ts';
import {hostNetwork} from '../host-network.ts';
import {whyNothing} from '../ladder.ts';
import {cannotLook, isLongEnough, type Sighting, unseen, type Watched, type Way, within} from './sighting.ts';
import {isSourceOf} from './sources.ts';

const mostPackets = 400;

/**
 * tcpdump for so many seconds, without promiscuous mode (-p). It sees what arrives before any filter of the host, XDP
 * aside, and what leaves after them.
 */
const capture = (target: Target, name: string, seconds: number) => ({
	...privileged(
		'timeout',
		`${seconds}`,
		'tcpdump',
		...['-p', '-n', '-l', '-tt', '-i', name, '-c', `${mostPackets}`],
		filterOf(target),
	),
	// AF_PACKET is a module on some hosts.
	loads: ['af_packet'],
	timeoutMs: (seconds + 5) * 1000,
});

const filterOf = ({sources, healthCheck: {protocol, port}}: Target): string => {
	const transport = protocol === 'udp' ? 'udp' : 'tcp';
	const nets = sources.map(source => `net ${source.replace(/\/32$/, '')}`).join(' or ');
	return `(${nets}) and (${transport} port ${port} or icmp)`;
};

/** Packets of the probes and their answers, where tcpdump is there and allowed. */
export const watchPackets: Way = async look => {
	const {target, witnessS = 0} = look;
	if (witnessS < 1)
		return cannotLook({
			en: 'packets are captured only in a time of its own (--witness)',
			zh: '只有单独观察一段时间才抓包 (--witness)',
		});
	const around = await look.know(hostNetwork);
	const name = around.known ? around.value.arrival : undefined;
	if (name === undefined)
		return cannotLook({en: 'the interface that probes arrive on is not known', zh: '不知道探测从哪个网卡到达'});
	const began = look.runAgain(capture(target, name, witnessS));
	return async watchedS => {
		const observation = await began;
		// timeout(1) ends with 124; tcpdump with 0 when it has its number of packets.
		const hasSeen = /listening on/.test(observation.stderr) && observation.failure === undefined;
		if (!hasSeen)
			return unseen(
				composed(pick => `tcpdump: ${pick(whyNothing(observation))}`),
				[observation],
			);
		return readCapture(observation, {target, watchedS, isLong: isLongEnough(look, watchedS)});
	};
};

/** One exchange of the load balancer, as its packets show it. */
export type Flow = {
	readonly lines: string[];
	syns: number;
	synAcks: number;
	/** Something of the load balancer's that completes the handshake: an ACK, a request, a RST. */
	completed: number;
	requests: number;
	answers: number;
	resets: number;
	/** ICMP errors of this host for it. */
	errors: number;
	lastS: number;
};

const packetLine = /^(\d+\.\d+) IP6? (\S+?)(?:\.(\d+))? > (\S+?)(?:\.(\d+))?: (.*)$/;

/** Reads `tcpdump -n -tt`: what became of each exchange with the load balancer. */
export function readFlows(text: string, target: Target): readonly Flow[] {
	const isSource = isSourceOf(target);
	const flows = new Map<string, Flow>();
	const flowOf = (peer: string): Flow => {
		const flow = flows.get(peer) ?? {
			lines: [],
			syns: 0,
			synAcks: 0,
			completed: 0,
			requests: 0,
			answers: 0,
			resets: 0,
			errors: 0,
			lastS: 0,
		};
		flows.set(peer, flow);
		return flow;
	};
	for (const line of text.split('\n')) {
		const [, time, from = '', fromPort, to = '', toPort, words = ''] = packetLine.exec(line) ?? [];
		if (time === undefined) continue;
		if (words.startsWith('ICMP')) {
			// There are no ports: what looks like one is the address's last number.
			const peer = toPort === undefined ? to : `${to}.${toPort}`;
			// An error of this host belongs to whoever of that peer has no answer yet.
			if (isSource(peer) && words.includes('unreachable'))
				for (const [key, flow] of flows)
					if (key.startsWith(`${peer} `) && flow.synAcks === 0) note(flow, line, Number(time)).errors++;
			continue;
		}

		const isIn = isSource(from);

		const flow = note(flowOf(isIn ? `${from} ${fromPort}` : `${to} ${toPort}`), line, Number(time));
		const flags = /^Flags \[([^\]]*)\]/.exec(words)?.[1];
		const length = Number(/length (\d+)/.exec(words)?.[1] ?? 0);
		if (flags === undefined) isIn ? flow.requests++ : flow.answers++;
		else if (flags.includes('S')) isIn ? flow.syns++ : flow.synAcks++;
		else if (isIn) {
			flow.completed++;
			if (length > 0) flow.requests++;
		} else if (flags.includes('R')) flow.resets++;
		else if (length > 0) flow.answers++;
	}
	return [...flows.values()];
}

const note = (flow: Flow, line: string, timeS: number): Flow => {
	if (flow.lines.length < 4) flow.lines.push(line);
	flow.lastS = timeS;
	return flow;
};

/** What became of an exchange; undefined while it is still under way. */
export function fateOf(flow: Flow, {protocol}: Target['healthCheck'], endS: number): Sighting['is'] | undefined {
	const {syns, synAcks, completed, requests, answers, resets, errors, lastS} = flow;
	if (protocol === 'udp') return errors > 0 ? 'refused' : answers > 0 ? 'served' : 'arrived';
	if (errors > 0 && synAcks === 0) return 'stopped';
	if (synAcks === 0 && resets > 0) return 'refused';
	// A SYN that isn't answered is sent again after a second (RFC 6298).
	if (synAcks === 0 && syns > 0) return syns > 1 || endS - lastS > 0.9 ? 'stopped' : undefined;
	if (completed === 0 && synAcks > 0) return synAcks > 1 || syns > 1 || endS - lastS > 0.9 ? 'unanswered' : undefined;
	if (protocol === 'tcp') return 'served';
	if (answers > 0) return 'served';
	return requests > 0 ? 'connected' : undefined;
}

function readCapture(
	observation: Observation,
	{target, watchedS, isLong}: {readonly target: Target; readonly watchedS: number; readonly isLong: boolean},
): Watched {
	const flows = readFlows(observation.stdout, target);
	const endS = Math.max(0, ...flows.map(({lastS}) => lastS));
	const fates = new Map<Sighting['is'], Flow[]>();
	for (const flow of flows) {
		const fate = fateOf(flow, target.healthCheck, endS);
		if (fate !== undefined) fates.set(fate, [...(fates.get(fate) ?? []), flow]);
	}
	return {
		sightings: [...fates].map(([is, some]) => ({
			is,
			count: some.length,
			when: within(watchedS),
			evidence: {command: commandLine(observation.command), excerpt: verbatim(some[0]?.lines.join('\n') ?? '')},
		})),
		isSilent: flows.length === 0 && isLong,
		from: [observation],
	};
}
