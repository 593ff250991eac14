import type {Lab} from '../harness/lab.ts';
import {startNginx, staticServer} from '../harness/nginx.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;

/** What dockerd writes for a published port 80 (userland proxy off). */
const published = (container = '172.17.0.2', port = 80) => `
	iptables -t nat -N DOCKER
	iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
	iptables -t nat -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
	iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
	iptables -t nat -A DOCKER -i docker0 -j RETURN
	iptables -t nat -A DOCKER ! -i docker0 -p tcp -m tcp --dport 80 -j DNAT --to-destination ${container}:${port}
	iptables -N DOCKER
	iptables -N DOCKER-USER
	iptables -N DOCKER-ISOLATION-STAGE-1
	iptables -A FORWARD -j DOCKER-USER
	iptables -A FORWARD -j DOCKER-ISOLATION-STAGE-1
	iptables -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
	iptables -A FORWARD -o docker0 -j DOCKER
	iptables -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
	iptables -A FORWARD -i docker0 -o docker0 -j ACCEPT
	iptables -A DOCKER -d ${container}/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport ${port} -j ACCEPT
	iptables -A DOCKER-ISOLATION-STAGE-1 -j RETURN
	iptables -A DOCKER-USER -j RETURN
	iptables -P FORWARD DROP
	sysctl -qw net.ipv4.ip_forward=1
`;

/** A bridge `docker0` with a container `172.17.0.2` behind it, as dockerd makes them, and a published port 80. */
export const container = async (lab: Lab, listen = 'listen 80;') => {
	const host = await lab.neighbour('container', 'veth1a2b3c4');
	await lab.backend.sh(`
		ip link add docker0 type bridge
		ip address add 172.17.0.1/16 dev docker0
		ip link set docker0 up
		ip link set veth1a2b3c4 master docker0
		${published()}
	`);
	await host.sh('ip address add 172.17.0.2/16 dev eth0; ip route add default via 172.17.0.1');
	await startNginx(lab, {on: host, servers: staticServer(listen)});
	return host;
};

/** The port is published for a container, and the way there is broken. */
export const containers: readonly Scenario[] = [
	{
		name: 'the port is forwarded to a container that is gone',
		arrange: lab =>
			lab.backend.sh(`
				ip link add docker0 type bridge
				ip address add 172.17.0.1/16 dev docker0
				ip link set docker0 up
				${published()}
			`),
		check: http,
		truth: 'down',
		first: 'container-down',
	},
	{
		name: 'the container is there, and its service is not',
		arrange: async lab => {
			const host = await container(lab);
			await host.sh('kill $(cat nginx/nginx.pid); while [ -e nginx/nginx.pid ]; do sleep 0.05; done');
		},
		check: http,
		truth: 'down',
		first: ['service-not-listening', 'container-down'],
	},
	{
		name: 'the service in the container is bound to the loopback of the container',
		arrange: lab => container(lab, 'listen 127.0.0.1:80;'),
		check: http,
		truth: 'down',
		first: ['listening-loopback-only', 'service-not-listening', 'container-down'],
	},
	{
		name: 'the port is forwarded to a container, and forwarding is off',
		arrange: async lab => {
			await container(lab);
			await lab.backend.sh('sysctl -qw net.ipv4.ip_forward=0');
		},
		check: http,
		truth: 'down',
		first: 'container-forwarding-blocked',
	},
	{
		name: "somebody dropped the probes' range in DOCKER-USER",
		arrange: async lab => {
			await container(lab);
			await lab.backend.sh('iptables -I DOCKER-USER -s 100.64.0.0/10 -j DROP');
		},
		check: http,
		truth: 'down',
		first: 'container-forwarding-blocked',
		also: ['firewall-drops-probes'],
	},
	{
		name: "docker's own rules were flushed, and the policy of FORWARD is DROP",
		arrange: async lab => {
			await container(lab);
			await lab.backend.sh('iptables -F FORWARD');
		},
		check: http,
		truth: 'down',
		first: 'container-forwarding-blocked',
		also: ['firewall-drops-probes'],
	},
];
