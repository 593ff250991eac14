import {gatewayAddress} from '../harness/lab.ts';
import {nginxAnd, odd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const alb = {protocol: 'http', product: 'alb', source: '10.11.192.0/24'} as const;
const nlb = {protocol: 'tcp', product: 'nlb', source: `${gatewayAddress}/32`} as const;
const from = [gatewayAddress];

/** ALB and NLB probe from addresses of the vSwitch, and ask in other shapes. */
export const products: readonly Scenario[] = [
	{
		name: 'ALB: the vSwitch is dropped',
		arrange: nginxAnd('iptables -A INPUT -i eth0 -s 10.11.192.0/24 -p tcp --dport 80 -j DROP'),
		check: alb,
		from,
		truth: 'down',
		first: 'firewall-drops-probes',
	},
	{
		name: 'ALB: 100.64.0.0/10 is dropped, and ALB does not probe from there',
		arrange: nginxAnd('iptables -A INPUT -s 100.64.0.0/10 -j DROP; ip route add blackhole 100.64.0.0/10'),
		check: alb,
		from,
		truth: 'up',
		first: null,
	},
	{
		name: 'ALB: HTTP/1.1 is spoken, so a server that wants it is content',
		arrange: odd('wants-http-1.1', '505'),
		check: alb,
		from,
		truth: 'up',
		first: null,
	},
	{
		name: "ALB: the server's address is sent as Host, so a server that wants it is content",
		arrange: odd('wants-host', '10.11.192.1'),
		check: alb,
		from,
		truth: 'up',
		first: null,
	},
	{
		name: 'NLB: a plain service',
		arrange: nginxAnd(),
		check: nlb,
		from,
		truth: 'up',
		first: null,
	},
	{
		name: 'NLB: only its own address is rejected',
		arrange: nginxAnd(`iptables -A INPUT -s ${gatewayAddress} -p tcp --dport 80 -j REJECT --reject-with tcp-reset`),
		check: nlb,
		from,
		truth: 'down',
		first: 'firewall-drops-probes',
	},
	{
		name: 'CLB: the timeout is below the interval, so the interval counts, and a slow page is in time',
		arrange: odd('slow', '1100'),
		check: {protocol: 'http', timeoutS: 1},
		truth: 'up',
		first: 'health-check-timeout-below-interval',
	},
];
