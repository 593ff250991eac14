import type {Lab} from '../harness/lab.ts';
import type {Namespace} from '../harness/namespace.ts';
import {startNginx} from '../harness/nginx.ts';
import {startServer} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const nodePort = {protocol: 'http', port: 30080} as const;

/** What kube-proxy writes for a NodePort 30080 with these endpoints, each as likely as the others. */
const service = (endpoints: readonly string[]) => {
	const chain = (index: number) => `KUBE-SEP-${index}`;
	const odds = (index: number) =>
		index + 1 === endpoints.length
			? ''
			: `-m statistic --mode random --probability ${(1 / (endpoints.length - index)).toFixed(11)} `;
	return `
	sysctl -qw net.ipv4.ip_forward=1
	iptables-restore <<-END
		*nat
		:PREROUTING ACCEPT [0:0]
		:OUTPUT ACCEPT [0:0]
		:POSTROUTING ACCEPT [0:0]
		:KUBE-SERVICES - [0:0]
		:KUBE-NODEPORTS - [0:0]
		:KUBE-MARK-MASQ - [0:0]
		:KUBE-POSTROUTING - [0:0]
		:KUBE-EXT-SHOP - [0:0]
		:KUBE-SVC-SHOP - [0:0]
		${endpoints.map((_, index) => `:${chain(index)} - [0:0]`).join('\n\t\t')}
		-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
		-A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
		-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING
		-A KUBE-SERVICES -m comment --comment "kubernetes service nodeports" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
		-A KUBE-NODEPORTS -p tcp -m comment --comment "default/shop:http" -m tcp --dport 30080 -j KUBE-EXT-SHOP
		-A KUBE-EXT-SHOP -m comment --comment "masquerade traffic for default/shop:http external destinations" -j KUBE-MARK-MASQ
		-A KUBE-EXT-SHOP -j KUBE-SVC-SHOP
		-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
		-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
		-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0
		-A KUBE-POSTROUTING -j MASQUERADE --random-fully
		${endpoints
			.flatMap((endpoint, index) => [
				`-A KUBE-SVC-SHOP -m comment --comment "default/shop:http -> ${endpoint}" ${odds(index)}-j ${chain(index)}`,
				`-A ${chain(index)} -p tcp -m comment --comment "default/shop:http" -m tcp -j DNAT --to-destination ${endpoint}`,
			])
			.join('\n\t\t')}
		COMMIT
	END`;
};

const withoutEndpoints = `
	iptables -N KUBE-EXTERNAL-SERVICES
	iptables -A INPUT -m conntrack --ctstate NEW -m comment --comment "kubernetes externally-visible service portals" -j KUBE-EXTERNAL-SERVICES
	iptables -A KUBE-EXTERNAL-SERVICES -p tcp -m comment --comment "default/shop:http has no endpoints" -m addrtype --dst-type LOCAL -m tcp --dport 30080 -j REJECT --reject-with icmp-port-unreachable`;

/** Pods on a bridge `cni0`, 10.244.0.2 and so on, and the service in front of them. */
const pods = async (lab: Lab, count: number): Promise<readonly Namespace[]> => {
	await lab.backend.sh('ip link add cni0 type bridge; ip address add 10.244.0.1/24 dev cni0; ip link set cni0 up');
	const made: Namespace[] = [];
	for (let number = 2; number < 2 + count; number++) {
		const pod = await lab.neighbour(`pod${number}`, `veth${number}`);
		await lab.backend.sh(`ip link set veth${number} master cni0`);
		await pod.sh(`ip address add 10.244.0.${number}/24 dev eth0; ip route add default via 10.244.0.1`);
		made.push(pod);
	}

	await lab.backend.sh(service(made.map((_, index) => `10.244.0.${index + 2}:8080`)));
	return made;
};

const serveAll = (lab: Lab, hosts: readonly Namespace[]) =>
	Promise.all(hosts.map(pod => startServer(lab, pod, 'odd.mjs', 'status', 8080, '200')));

/** A node of a cluster: the port is served by pods, and no socket listens on the node. */
export const kubernetes: readonly Scenario[] = [
	{
		name: 'a NodePort with one pod',
		arrange: async lab => serveAll(lab, await pods(lab, 1)),
		check: nodePort,
		truth: 'up',
		first: null,
	},
	{
		name: 'a NodePort with two pods, one or the other by chance',
		arrange: async lab => serveAll(lab, await pods(lab, 2)),
		check: nodePort,
		truth: 'up',
		first: null,
	},
	{
		name: 'a NodePort of a service without endpoints',
		arrange: lab => lab.backend.sh(withoutEndpoints),
		check: nodePort,
		truth: 'down',
		first: ['container-down', 'firewall-drops-probes', 'container-forwarding-blocked'],
		also: ['service-not-listening', 'firewall-drops-probes'],
	},
	{
		name: 'a NodePort whose only pod refuses connections',
		arrange: lab => pods(lab, 1),
		check: nodePort,
		truth: 'down',
		first: ['service-not-listening', 'container-down'],
	},
	{
		name: 'a NodePort with two pods, one of which refuses connections',
		arrange: async lab => serveAll(lab, (await pods(lab, 2)).slice(0, 1)),
		check: nodePort,
		truth: 'flapping',
		first: ['intermittent-failures', 'container-down', 'service-not-listening'],
		also: ['intermittent-failures', 'container-down', 'service-not-listening'],
	},
	{
		name: 'FORWARD drops what goes to the pods',
		arrange: async lab => {
			await serveAll(lab, await pods(lab, 1));
			await lab.backend.sh('iptables -P FORWARD DROP');
		},
		check: nodePort,
		truth: 'down',
		first: 'container-forwarding-blocked',
		also: ['firewall-drops-probes'],
	},
	{
		name: 'a NodePort beside a nginx of the node itself, which is checked',
		arrange: async lab => {
			await startNginx(lab);
			await pods(lab, 1);
		},
		check: {protocol: 'http'},
		truth: 'up',
		first: null,
	},
];
