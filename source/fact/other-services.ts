import type {Fact} from '../engine/fact.ts';
import type {ProbeObservation} from '../engine/probe.ts';
import {isLayer7} from '../engine/target.ts';
import {checkShape, isAccepted} from './check-shape.ts';
import type {Listener} from './listeners.ts';
import {serving} from './serving.ts';

/** A service on another port than the checked one, which looks like the one that is missed. */
export type OtherService = {
	readonly listener: Listener;
	/** The check sent to it; only at layer 7. */
	readonly answer?: ProbeObservation;
	/** Whether the check would pass there. */
	readonly isAccepted: boolean;
};

/** Ports and programs that belong to the host itself, not to what it serves behind a load balancer. */
const hostPorts = new Set([
	22, 25, 53, 67, 68, 111, 123, 323, 546, 547, 631, 2049, 5353, 9100, 10_248, 10_249, 10_250, 10_256,
]);
/** Services that speak no HTTP, and count or log a request in it as an attack or an error. */
const otherSpeech = new Set([
	21, 23, 110, 139, 143, 389, 445, 465, 587, 636, 993, 995, 1433, 1521, 2049, 2181, 2379, 2380, 3306, 3389, 5432, 5672,
	6379, 9042, 9092, 10_050, 10_051, 11_211, 27_017,
]);
const hostPrograms =
	/^(?:sshd|systemd.*|rpcbind|rpc\..*|chronyd|ntpd|dnsmasq|master|exim\d?|sendmail|cupsd|avahi.*|dockerd|containerd|kubelet|kube-proxy|etcd|tailscaled|zabbix_agentd?|node_exporter|AliYunDun.*|aliyun.*|argusagent|cloudmonitor|snmpd|xinetd|init)$/;

/** More are not asked: each is a request to a service that may have nothing to do with the check. */
const mostAsked = 6;
const patienceMs = 1000;

/** Services that probes could reach on other ports. Empty while something serves the checked port. */
export const otherServices: Fact<readonly OtherService[]> = {
	id: 'other-services',
	what: {en: 'services on other ports', zh: '其他端口上的服务'},
	lookUp: async look => {
		const served = await look.know(serving);
		if (!served.known) return served;
		if (served.value.check.is === 'served' || served.value.check.is === 'forwarded')
			return {known: true, value: [], from: served.from};
		const candidates = served.value.others
			.filter(({port, processes: [first]}) => !hostPorts.has(port) && !(first && hostPrograms.test(first.name)))
			.slice(0, mostAsked);
		const {target} = look;
		if (!isLayer7(target))
			return {
				known: true,
				value: candidates.map(listener => ({listener, isAccepted: target.healthCheck.protocol === 'tcp'})),
				from: served.from,
			};

		const asked = await Promise.all(
			candidates
				.filter(({port}) => !otherSpeech.has(port))
				.map(async listener => {
					const seat = {address: target.backend, port: listener.port};
					const answer = await look.probe(checkShape(target, seat, patienceMs));
					return {listener, answer, isAccepted: isAccepted(target, answer.reply)};
				}),
		);
		return {
			known: true,
			// What doesn't speak HTTP isn't the service that an HTTP check is meant for.
			value: asked
				.filter(({answer}) => answer.reply.outcome === 'answered')
				.toSorted((one, other) => Number(other.isAccepted) - Number(one.isAccepted)),
			from: [...served.from, ...asked.map(({answer}) => answer)],
		};
	},
};
