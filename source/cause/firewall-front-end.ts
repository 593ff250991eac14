import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import {given, listed, transport} from './check-words.ts';
import {packetWords} from './packet-words.ts';
import {powershellWord} from './powershell-word.ts';
import {remedy} from './remedy.ts';
import {iptablesChange, tags} from './rule-change.ts';
import type {Packet, Way} from './rule-match.ts';

/** ufw reads its rules in order, so the new one has to be the first; an empty list refuses `insert 1`. */
export const allowInUfw = ({sources, port, transport: proto}: Packet): Remedy => {
	const rules = sources.map(source => `allow from ${quoteWord(source)} to any port ${quoteWord(port)} proto ${proto}`);
	const words = listed(sources);
	const make = (rule: string, tag: string): string =>
		`ufw insert 1 ${rule} comment ${tag} || ufw ${rule} comment ${tag}`;
	return remedy({
		summary: {
			en: `Let ufw accept probes from ${words.en}, as its first rule. It is kept across reboots.`,
			zh: `让 ufw 放行来自 ${words.zh} 的探测，作为第一条规则。重启后仍然有效。`,
		},
		command: rules.map(rule => make(rule, tags.pasted)).join('; '),
		undo: rules.map(rule => `ufw delete ${rule}`).join('; '),
		risk: 'low',
		change: {
			steps: rules.map(rule => ({
				make: make(rule, tags.own),
				undo: `ufw delete ${rule}`,
				// Its own rule: one that was there before is not commented so, and stays.
				isMade: 'ufw show added | grep -qF {tag}',
				state: 'ufw show added',
			})),
		},
	});
};

/** A rich rule that denies comes before one that allows, unless that one has a lower priority (firewalld 0.7). */
export const allowInFirewalld = ({chain, zone}: Values, {sources, port, transport: proto}: Packet): Remedy => {
	const words = listed(sources);
	const first = /_(?:deny|pre)$/.test(chain ?? '') ? ' priority=-1' : '';
	const rules = sources.map(source =>
		quoteWord(
			`rule${first} family=${source.includes(':') ? 'ipv6' : 'ipv4'} source address=${source} port port=${port} protocol=${proto} accept`,
		),
	);
	const inZone = given(zone, name => ` --zone=${quoteWord(name)}`);
	const line = (verb: 'add' | 'remove', more = ''): string =>
		`firewall-cmd${more}${inZone} ${rules.map(rule => `--${verb}-rich-rule=${rule}`).join(' ')}`;
	return remedy({
		summary: {
			en: `Let firewalld accept probes from ${words.en}${given(zone, name => ` in the zone ${name}`)}. It lasts until the next reload.`,
			zh: `让 firewalld ${given(zone, name => `在区域 ${name} 中`)}放行来自 ${words.zh} 的探测。下次重新加载后失效。`,
		},
		command: line('add'),
		undo: line('remove'),
		keep: {command: line('add', ' --permanent'), undo: line('remove', ' --permanent')},
		risk: 'low',
		change: {
			steps: rules.map(rule => ({
				make: `firewall-cmd -q${inZone} --add-rich-rule=${rule}`,
				undo: `firewall-cmd -q${inZone} --remove-rich-rule=${rule}`,
				isMade: `firewall-cmd -q${inZone} --query-rich-rule=${rule}`,
				state: `firewall-cmd${inZone} --list-rich-rules`,
			})),
		},
	});
};

/** Docker leaves DOCKER-USER to the administrator; RETURN goes on to Docker's own rules, which accept published ports. */
export const allowInDocker = ({sources, transport: proto}: Packet, publishedPort: number): Remedy => {
	const words = listed(sources);
	const rule = (tag: string): string =>
		`DOCKER-USER -s ${sources.map(quoteWord).join(',')} -p ${proto} -m conntrack --ctorigdstport ${publishedPort} -m comment --comment ${tag} -j RETURN`;
	return remedy({
		summary: {
			en: `Let probes from ${words.en} go on to Docker's own rules. It lasts until reboot; add it where DOCKER-USER is filled.`,
			zh: `让来自 ${words.zh} 的探测继续由 Docker 自己的规则处理。重启主机后失效；要保留，请加到填写 DOCKER-USER 的地方。`,
		},
		command: `iptables -I ${rule(tags.pasted)}`,
		undo: `iptables -D ${rule(tags.pasted)}`,
		risk: 'low',
		change: iptablesChange('iptables', 'DOCKER-USER', rule),
	});
};

/** In Windows Firewall a block rule beats every allow rule, so one that blocks has to be narrowed or switched off. */
export const allowInWindows = (values: Values, target: Target, way: Way): readonly Remedy[] => {
	const name = `slb-wizard-${way === 'pings' ? 'ping' : target.healthCheck.port}`;
	const words = packetWords({way, sources: target.sources});
	const direction = way === 'replies' ? 'Outbound' : 'Inbound';
	const match =
		way === 'pings'
			? '-Protocol ICMPv4 -IcmpType 8'
			: `-Protocol ${transport(target).toUpperCase()} -LocalPort ${target.healthCheck.port}`;
	return [
		...(values.rule === undefined
			? []
			: [
					remedy({
						summary: {
							en: 'A rule that blocks beats every rule that allows: switch it off, or narrow it so that it leaves the sources out.',
							zh: '阻止规则优先于所有允许规则：禁用该规则，或缩小其范围以排除探测来源。',
						},
						command: `Disable-NetFirewallRule -DisplayName ${powershellWord(values.rule)}`,
						undo: `Enable-NetFirewallRule -DisplayName ${powershellWord(values.rule)}`,
						risk: 'medium',
					}),
				]),
		remedy({
			summary: {
				en: `Allow ${words.en} in every profile. It is kept across reboots.`,
				zh: `在所有配置文件中允许${words.zh}。重启后仍然有效。`,
			},
			command: `New-NetFirewallRule -DisplayName ${name} -Direction ${direction} ${match} -RemoteAddress ${target.sources.join(',')} -Action Allow -Profile Any`,
			undo: `Remove-NetFirewallRule -DisplayName ${name}`,
			risk: 'low',
		}),
	];
};
