import type {CauseCode} from '../engine/cause-code.ts';
import type {Values} from '../engine/finding.ts';
import {say} from '../engine/words.ts';

const nginx: Values = {process: 'nginx (pid 1234)', pid: '1234', unit: 'nginx.service'};

const droppingRule: Values = {
	tool: 'iptables',
	family: 'ip',
	table: 'filter',
	chain: 'INPUT',
	hook: 'input',
	number: '1',
	rule: '-A INPUT -s 100.64.0.0/10 -j DROP',
	owner: 'hand-made',
};

/** Made when they are asked for: their words are in the language that is spoken. */
const samples = (): {readonly [code in CauseCode]?: Values} => ({
	'service-not-listening': {unit: 'nginx.service'},
	'listening-on-other-port': {...nginx, port: '8080', listener: '0.0.0.0:8080'},
	'listening-loopback-only': {...nginx, listener: '127.0.0.1:80'},
	'listening-other-address': {...nginx, listener: '10.11.200.5:80', address: '10.11.200.5'},
	'listening-ipv6-only': {...nginx, listener: '[::]:80'},
	'backend-address-missing': {address: '10.11.192.7'},
	'service-hung': {...nginx, seconds: '5'},
	'accept-queue-full': {...nginx, used: '129', limit: '128'},
	'file-descriptors-exhausted': {...nginx, used: '1024', limit: '1024'},
	'worker-pool-exhausted': {
		process: 'php-fpm (pid 2345)',
		unit: 'php-fpm.service',
		detail: 'server reached pm.max_children',
	},
	'service-restarting': {unit: 'nginx.service', share: say({en: '7 restarts in 60 s', zh: '60 秒内重启 7 次'})},
	'container-down': {container: 'web', detail: 'Exited (1) 2 minutes ago'},
	'container-forwarding-blocked': {container: '172.17.0.2', name: 'net.ipv4.ip_forward'},
	'firewall-drops-probes': droppingRule,
	'firewall-drops-replies': {
		...droppingRule,
		chain: 'OUTPUT',
		hook: 'output',
		rule: '-A OUTPUT -d 100.64.0.0/10 -j DROP',
	},
	'firewall-rate-limits-probes': {
		...droppingRule,
		rule: '-A INPUT -p tcp --dport 80 -m hashlimit --hashlimit-above 5/min --hashlimit-mode srcip --hashlimit-name web -j DROP',
	},
	'security-software-blocks-probes': {
		...droppingRule,
		chain: 'f2b-nginx',
		owner: 'fail2ban',
		ownerName: 'f2b-nginx',
		source: '100.64.0.10',
		part: say({en: 'one of the sources (100.64.0.10)', zh: '来源之一 (100.64.0.10)'}),
		rule: '-A f2b-nginx -s 100.64.0.10/32 -j REJECT --reject-with icmp-port-unreachable',
	},
	'tailscale-captures-probe-range': {
		...droppingRule,
		chain: 'ts-input',
		owner: 'tailscale',
		rule: '-A ts-input -s 100.64.0.0/10 ! -i tailscale0 -j DROP',
	},
	'overlay-captures-probe-range': {
		interface: 'wt0',
		gateway: '10.11.207.253',
		route: '100.64.0.10 dev wt0 src 100.64.3.7',
	},
	'application-denies-probe-source': {...nginx, status: '403', rule: 'deny all;'},
	'return-route-missing': {route: 'blackhole 100.64.0.0/10', gateway: '10.11.207.253', interface: 'eth0'},
	'return-route-wrong': {
		interface: 'eth0',
		gateway: '10.11.207.253',
		route: '100.64.0.10 via 10.11.223.253 dev eth1 src 10.11.208.9',
	},
	'reverse-path-filter': {
		interface: 'eth0',
		gateway: '10.11.207.253',
		name: 'net.ipv4.conf.all.rp_filter',
		limit: '1',
		route: '100.64.0.10 via 10.11.223.253 dev eth1 src 10.11.208.9',
	},
	'interface-down': {interface: 'eth0', address: '10.11.192.1', detail: 'NO-CARRIER'},
	'conntrack-table-full': {used: '65536', limit: '65536'},
	'syn-backlog-overflow': {used: '256', limit: '256'},
	'ephemeral-ports-exhausted': {
		used: say({en: '28231 towards 10.11.192.9:3306', zh: '28231 个发往 10.11.192.9:3306'}),
		limit: '32768-60999',
	},
	'http-path-not-found': {...nginx, status: '404'},
	'http-redirect-not-accepted': {...nginx, status: '301', location: 'https://www.example.com/'},
	'http-access-denied': {...nginx, status: '401'},
	'http-server-error': {...nginx, status: '502'},
	'http-status-not-accepted': {...nginx, status: '400'},
	'http-host-mismatch': {...nginx, status: '404', good: 'www.example.com'},
	'http-method-not-allowed': {...nginx, status: '405'},
	'http-version-rejected': {...nginx, status: '426', good: 'HTTP/1.1', sent: 'HTTP/1.0'},
	'http-user-agent-rejected': {...nginx, status: '403', sent: say({en: 'none', zh: '无'})},
	'protocol-mismatch': {...nginx, good: 'TLS'},
	'response-too-slow': {...nginx, seconds: '7.2'},
	'intermittent-failures': {...nginx, share: '3 of 20'},
	'dynamic-health-page': {path: '/index.php'},
	'udp-port-closed': {unit: 'named.service'},
	'udp-failure-hidden': {rule: '-A OUTPUT -p icmp -j DROP', unit: 'named.service'},
	'ping-ignored': {name: 'net.ipv4.icmp_echo_ignore_all = 1'},
	'health-check-port-mismatch': nginx,
	'backend-port-mismatch': {...nginx, port: '80', listener: '0.0.0.0:8080'},
	'health-check-parameters-off-default': {
		name: say({en: 'timeout 1 s', zh: '超时时间 1 秒'}),
		limit: say({en: 'timeout 5 s', zh: '超时时间 5 秒'}),
		detail: say({
			en: 'a pause of a second, such as a garbage collection, fails a probe',
			zh: '一秒的停顿就会使探测失败，例如垃圾回收',
		}),
	},
	'cpu-overloaded': {
		used: say({en: '98 % busy', zh: '98 % 繁忙'}),
		limit: say({en: '4 processors, 98 % busy, load average 33.1', zh: '4 个处理器，98 % 繁忙，平均负载 33.1'}),
		process: 'java (pid 4321)',
	},
	'cpu-throttled': {
		unit: 'nginx.service',
		process: 'nginx (pid 1234)',
		limit: '20%',
		share: '94 of 100',
	},
	'cpu-steal': {used: '38 %'},
	'memory-exhausted': {...nginx, used: '7.6 GB', limit: '7.7 GB'},
	'disk-full': {name: '/', used: '100 %'},
	'disk-read-only': {name: '/data'},
	'io-stalled': {name: '/mnt/nas'},
});

/** The values that a host with this cause would have, for `explain` and for tests of the words. */
export const sampleValues = (code: CauseCode): Values => samples()[code] ?? nginx;
