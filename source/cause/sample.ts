import type {CauseCode} from '../engine/cause-code.ts';
import type {Values} from '../engine/finding.ts';
import type {Target} from '../engine/target.ts';

/** The document's own example: CLB, 10.11.192.1, port 80, with the check's defaults. */
export const sampleTarget: Target = {
	host: 'local',
	platform: 'linux',
	product: 'clb',
	backend: '10.11.192.1',
	port: 80,
	sources: ['100.64.0.0/10'],
	healthCheck: {
		protocol: 'http',
		port: 80,
		path: '/',
		domain: null,
		method: 'head',
		codes: ['http_2xx'],
		timeoutS: 5,
		intervalS: 2,
		healthyThreshold: 3,
		unhealthyThreshold: 3,
	},
};

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

const samples: {readonly [code in CauseCode]?: Values} = {
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
	'service-restarting': {unit: 'nginx.service', share: '7 restarts in 60 s'},
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
		part: 'one of the sources (100.64.0.10)',
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
	'ephemeral-ports-exhausted': {used: '28231 towards 10.11.192.9:3306', limit: '32768-60999'},
	'http-path-not-found': {...nginx, status: '404'},
	'http-redirect-not-accepted': {...nginx, status: '301', location: 'https://www.example.com/'},
	'http-access-denied': {...nginx, status: '401'},
	'http-server-error': {...nginx, status: '502'},
	'http-status-not-accepted': {...nginx, status: '400'},
	'http-host-mismatch': {...nginx, status: '404', good: 'www.example.com'},
	'http-method-not-allowed': {...nginx, status: '405'},
	'http-version-rejected': {...nginx, status: '426', good: 'HTTP/1.1', sent: 'HTTP/1.0'},
	'http-user-agent-rejected': {...nginx, status: '403', sent: 'none'},
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
		name: 'timeout 1 s',
		limit: 'timeout 5 s',
		detail: 'a pause of a second, such as a garbage collection, fails a probe',
	},
	'cpu-overloaded': {
		used: '98 % busy',
		limit: '4 processors, 98 % busy, load average 33.1',
		process: 'java (pid 4321)',
	},
	'cpu-throttled': {unit: 'nginx.service', process: 'nginx (pid 1234)', limit: '20%', share: '94 of 100'},
	'cpu-steal': {used: '38 %'},
	'memory-exhausted': {...nginx, used: '7.6 GB', limit: '7.7 GB'},
	'disk-full': {name: '/', used: '100 %'},
	'disk-read-only': {name: '/data'},
	'io-stalled': {name: '/mnt/nas'},
};

/** The values that a host with this cause would have, for `explain` and for tests of the words. */
export const sampleValues = (code: CauseCode): Values => samples[code] ?? nginx;

const udpCheck = {...sampleTarget.healthCheck, protocol: 'udp', port: 53, timeoutS: 10, intervalS: 5} as const;

const targets: {readonly [code in CauseCode]?: Target} = {
	'udp-port-closed': {...sampleTarget, port: 53, healthCheck: udpCheck},
	'udp-failure-hidden': {...sampleTarget, port: 53, healthCheck: udpCheck},
	'ping-ignored': {...sampleTarget, product: 'nlb', port: 53, sources: ['10.11.0.0/20'], healthCheck: udpCheck},
	'health-check-port-mismatch': {...sampleTarget, healthCheck: {...sampleTarget.healthCheck, port: 8081}},
	'backend-port-mismatch': {...sampleTarget, healthCheck: {...sampleTarget.healthCheck, port: 8080}},
	'health-check-timeout-below-interval': {
		...sampleTarget,
		healthCheck: {...sampleTarget.healthCheck, timeoutS: 2, intervalS: 5},
	},
	'tls-handshake-failed': {
		...sampleTarget,
		product: 'alb',
		port: 443,
		sources: ['10.11.0.0/20'],
		healthCheck: {...sampleTarget.healthCheck, protocol: 'https', port: 443, domain: 'www.example.com'},
	},
	'security-group-blocks-probes': {...sampleTarget, product: 'alb', sources: ['10.11.0.0/20']},
};

/** The target that a cause is explained on. */
export const sampleTargetOf = (code: CauseCode): Target => targets[code] ?? sampleTarget;
