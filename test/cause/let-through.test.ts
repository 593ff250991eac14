import {expect, test} from 'vitest';
import {catalogue} from '../../source/cause/catalogue.ts';
import {sampleTarget} from '../../source/cause/sample-target.ts';
import type {CauseCode} from '../../source/engine/cause-code.ts';
import type {Values} from '../../source/engine/finding.ts';
import type {Target} from '../../source/engine/target.ts';

const alb: Target = {...sampleTarget, product: 'alb', sources: ['10.0.0.0/24', '10.0.1.0/24']};
const udp: Target = {...sampleTarget, healthCheck: {...sampleTarget.healthCheck, protocol: 'udp', port: 53}};

const input: Values = {
	tool: 'iptables',
	family: 'ip',
	table: 'filter',
	chain: 'INPUT',
	hook: 'input',
	owner: 'hand-made',
};
const nft: Values = {tool: 'nft', family: 'inet', table: 'own', chain: 'in', hook: 'input', owner: 'hand-made'};
const handle = (chain: string): string =>
	`"$(nft -a list chain ${chain} | sed -n 's/.*comment "slb-wizard" # handle //p' | head -n 1)"`;

const drops = 'firewall-drops-probes';

test.each<readonly [string, CauseCode, Values, Target, string, string]>([
	[
		'a rule is inserted, tagged, and only for the sources and the port',
		drops,
		input,
		sampleTarget,
		'iptables -I INPUT -s 100.64.0.0/10 -p tcp --dport 80 -m comment --comment slb-wizard -j ACCEPT',
		'iptables -D INPUT -s 100.64.0.0/10 -p tcp --dport 80 -m comment --comment slb-wizard -j ACCEPT',
	],
	[
		'ALB has the ranges of its vSwitches',
		drops,
		input,
		alb,
		'iptables -I INPUT -s 10.0.0.0/24,10.0.1.0/24 -p tcp --dport 80 -m comment --comment slb-wizard -j ACCEPT',
		'iptables -D INPUT -s 10.0.0.0/24,10.0.1.0/24 -p tcp --dport 80 -m comment --comment slb-wizard -j ACCEPT',
	],
	[
		'the table that drops is the one that is opened',
		drops,
		{...input, table: 'raw', chain: 'PREROUTING', hook: 'prerouting'},
		udp,
		'iptables -t raw -I PREROUTING -s 100.64.0.0/10 -p udp --dport 53 -m comment --comment slb-wizard -j ACCEPT',
		'iptables -t raw -D PREROUTING -s 100.64.0.0/10 -p udp --dport 53 -m comment --comment slb-wizard -j ACCEPT',
	],
	[
		'iptables-legacy is opened by iptables-legacy',
		drops,
		{...input, tool: 'iptables-legacy'},
		sampleTarget,
		'iptables-legacy -I INPUT -s 100.64.0.0/10 -p tcp --dport 80 -m comment --comment slb-wizard -j ACCEPT',
		'iptables-legacy -D INPUT -s 100.64.0.0/10 -p tcp --dport 80 -m comment --comment slb-wizard -j ACCEPT',
	],
	[
		'nft inserts into the chain that drops, and deletes by handle',
		drops,
		nft,
		alb,
		`nft 'insert rule inet own in ip saddr { 10.0.0.0/24, 10.0.1.0/24 } tcp dport 80 counter accept comment "slb-wizard"'`,
		`nft delete rule inet own in handle ${handle('inet own in')}`,
	],
	[
		'replies are let out',
		'firewall-drops-replies',
		{...nft, chain: 'out', hook: 'output'},
		sampleTarget,
		`nft 'insert rule inet own out ip daddr 100.64.0.0/10 tcp sport 80 counter accept comment "slb-wizard"'`,
		`nft delete rule inet own out handle ${handle('inet own out')}`,
	],
	[
		'ufw gets its own command, first in its list, or alone in an empty one',
		drops,
		{...input, chain: 'ufw-user-input', owner: 'ufw'},
		sampleTarget,
		'ufw insert 1 allow from 100.64.0.0/10 to any port 80 proto tcp comment slb-wizard || ufw allow from 100.64.0.0/10 to any port 80 proto tcp comment slb-wizard',
		'ufw delete allow from 100.64.0.0/10 to any port 80 proto tcp',
	],
	[
		"what ufw's before.rules drop is let through before them",
		drops,
		{...input, chain: 'ufw-before-input', owner: 'ufw'},
		sampleTarget,
		'iptables -I ufw-before-input -s 100.64.0.0/10 -p tcp --dport 80 -m comment --comment slb-wizard -j ACCEPT',
		'iptables -D ufw-before-input -s 100.64.0.0/10 -p tcp --dport 80 -m comment --comment slb-wizard -j ACCEPT',
	],
	[
		'firewalld gets a rich rule in the zone of the chain',
		drops,
		{...nft, table: 'firewalld', chain: 'filter_IN_public', owner: 'firewalld', zone: 'public'},
		sampleTarget,
		"firewall-cmd --zone=public --add-rich-rule='rule family=ipv4 source address=100.64.0.0/10 port port=80 protocol=tcp accept'",
		"firewall-cmd --zone=public --remove-rich-rule='rule family=ipv4 source address=100.64.0.0/10 port port=80 protocol=tcp accept'",
	],
	[
		'a rich rule that denies is outrun by priority',
		drops,
		{...nft, table: 'firewalld', chain: 'filter_IN_dmz_deny', owner: 'firewalld', zone: 'dmz'},
		sampleTarget,
		"firewall-cmd --zone=dmz --add-rich-rule='rule priority=-1 family=ipv4 source address=100.64.0.0/10 port port=80 protocol=tcp accept'",
		"firewall-cmd --zone=dmz --remove-rich-rule='rule priority=-1 family=ipv4 source address=100.64.0.0/10 port port=80 protocol=tcp accept'",
	],
	[
		'DOCKER-USER lets go on to the rules of Docker',
		'container-forwarding-blocked',
		{...input, chain: 'DOCKER-USER', hook: 'forward', owner: 'docker', port: '8080', rule: '-A DOCKER-USER -j DROP'},
		sampleTarget,
		'iptables -I DOCKER-USER -s 100.64.0.0/10 -p tcp -m conntrack --ctorigdstport 80 -m comment --comment slb-wizard -j RETURN',
		'iptables -D DOCKER-USER -s 100.64.0.0/10 -p tcp -m conntrack --ctorigdstport 80 -m comment --comment slb-wizard -j RETURN',
	],
	[
		'fail2ban lifts its own ban',
		'security-software-blocks-probes',
		{
			...input,
			chain: 'f2b-nginx-limit-req',
			owner: 'fail2ban',
			ownerName: 'f2b-nginx-limit-req',
			partCidr: '100.64.0.10/32',
		},
		sampleTarget,
		'fail2ban-client set nginx-limit-req unbanip 100.64.0.10',
		'fail2ban-client set nginx-limit-req banip 100.64.0.10',
	],
	[
		'the jail of an nft ban is in the name of its set',
		'security-software-blocks-probes',
		{
			...nft,
			chain: 'f2b-chain',
			owner: 'fail2ban',
			ownerName: 'f2b-table',
			rule: 'tcp dport 80 ip saddr @addr-set-nginx-http-auth drop',
			partCidr: '100.64.0.10/32,100.64.0.11/32',
		},
		sampleTarget,
		'fail2ban-client set nginx-http-auth unbanip 100.64.0.10; fail2ban-client set nginx-http-auth unbanip 100.64.0.11',
		'fail2ban-client set nginx-http-auth banip 100.64.0.10; fail2ban-client set nginx-http-auth banip 100.64.0.11',
	],
	[
		'hosts.allow gets the network with its mask',
		'security-software-blocks-probes',
		{name: '/etc/hosts.deny', process: 'vsftpd'},
		sampleTarget,
		String.raw`printf '%s\n' 'vsftpd: 100.64.0.0/255.192.0.0' >> /etc/hosts.allow`,
		String.raw`sed -i '\#^vsftpd: 100\.64\.0\.0/255\.192\.0\.0$#d' /etc/hosts.allow`,
	],
	[
		'pings are let in by a rule of their own',
		'ping-ignored',
		{...input, rule: '-A INPUT -p icmp -j DROP'},
		udp,
		'iptables -I INPUT -s 100.64.0.0/10 -p icmp --icmp-type echo-request -m comment --comment slb-wizard -j ACCEPT',
		'iptables -D INPUT -s 100.64.0.0/10 -p icmp --icmp-type echo-request -m comment --comment slb-wizard -j ACCEPT',
	],
	[
		'a limit is passed before it counts',
		'firewall-rate-limits-probes',
		{...input, rule: '-A INPUT -m limit --limit 1/min -j ACCEPT'},
		sampleTarget,
		'iptables -I INPUT -s 100.64.0.0/10 -p tcp --dport 80 -m comment --comment slb-wizard -j ACCEPT',
		'iptables -D INPUT -s 100.64.0.0/10 -p tcp --dport 80 -m comment --comment slb-wizard -j ACCEPT',
	],
	[
		'Windows Firewall gets a rule for the sources',
		drops,
		{},
		{...sampleTarget, platform: 'windows'},
		'New-NetFirewallRule -DisplayName slb-wizard-80 -Direction Inbound -Protocol TCP -LocalPort 80 -RemoteAddress 100.64.0.0/10 -Action Allow -Profile Any',
		'Remove-NetFirewallRule -DisplayName slb-wizard-80',
	],
	[
		'a wrong gateway is never taken for the right one',
		'return-route-wrong',
		{interface: 'eth1', gateway: '10.2.0.1', name: 'eth0', route: '100.64.0.10 via 10.2.0.1 dev eth1 src 10.2.0.9'},
		{...sampleTarget, sources: ['100.64.0.10/32']},
		'ip route add 100.64.0.10/32 via GATEWAY dev eth0',
		'ip route del 100.64.0.10/32 via GATEWAY dev eth0',
	],
	[
		'another table is passed by a rule, not by a route',
		'return-route-wrong',
		{interface: 'eth1', name: 'eth0', route: '100.64.0.10 via 10.2.0.1 dev eth1 table 77 src 10.2.0.9'},
		sampleTarget,
		'ip rule add pref 100 to 100.64.0.0/10 lookup main',
		'ip rule del pref 100 to 100.64.0.0/10 lookup main',
	],
])('%s', (_name, code, values, target, command, undo) => {
	const remedy = catalogue[code].remedies(values, target).find(one => one.undo !== undefined);
	expect(remedy).toMatchObject({command, undo});
});

test.each<readonly [string, string]>([
	['a comment of its own', '-A INPUT -m comment --comment "$(reboot)" -j DROP'],
	['another command', '-A INPUT -j DROP; reboot'],
	['a chain of ufw', '-A ufw-user-input -j DROP'],
])('a rule with %s is not offered for taking out', (what, rule) => {
	const owner = what === 'a chain of ufw' ? 'ufw' : 'hand-made';
	const remedies = catalogue[drops].remedies({...input, chain: 'ufw-before-input', owner, rule}, sampleTarget);
	expect(remedies.map(({command}) => command)).toEqual([expect.stringMatching(/^iptables -I /)]);
});
