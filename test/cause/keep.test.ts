import {execFileSync, spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, describe, expect, it} from 'vitest';
import {catalogue} from '../../source/cause/catalogue.ts';
import {sampleTarget} from '../../source/cause/sample-target.ts';
import type {CauseCode} from '../../source/engine/cause-code.ts';
import type {Values} from '../../source/engine/finding.ts';
import type {Remedy} from '../../source/engine/result.ts';

const input: Values = {
	tool: 'iptables',
	family: 'ip',
	table: 'filter',
	chain: 'INPUT',
	hook: 'input',
	owner: 'hand-made',
};
const nft: Values = {tool: 'nft', family: 'inet', table: 'own', chain: 'in', hook: 'input', owner: 'hand-made'};
const route: Values = {interface: 'eth0', gateway: '10.11.192.253', name: 'eth0'};

const firstOf = (code: CauseCode, values: Values): Remedy | undefined =>
	catalogue[code].remedies(values, sampleTarget)[0];

const keepOf = (code: CauseCode, values: Values): NonNullable<Remedy['keep']> => {
	const keep = catalogue[code].remedies(values, sampleTarget).find(one => one.keep)?.keep;
	if (keep === undefined) throw new Error(`nothing keeps the remedies of ${code}`);
	return keep;
};

/** A root folder of its own: commands meet it instead of the host's files, and note what they were called with. */
const root = mkdtempSync(join(tmpdir(), 'slbw-keep-'));
afterEach(() => {
	for (const name of readdirSync(root)) rmSync(join(root, name), {recursive: true});
});

const file = (path: string): string => join(root, path);

const put = (path: string, text: string): void => {
	mkdirSync(dirname(file(path)), {recursive: true});
	writeFileSync(file(path), text);
};

const all = (folder = root): readonly string[] =>
	readdirSync(folder, {recursive: true, encoding: 'utf8'})
		.filter(name => !statSync(join(folder, name)).isDirectory() && !name.startsWith('bin'))
		.sort()
		.map(name => `${name}: ${readFileSync(join(folder, name), 'utf8')}`);

/** Runs a command in a real shell, with stand-ins for the programs that would reach the host. */
const run = (command: string, standIns: readonly string[]): number => {
	mkdirSync(file('bin'), {recursive: true});
	for (const name of standIns) {
		writeFileSync(file(`bin/${name}`), `#!/bin/sh\necho "${name} $*" >> ${file('bin/calls')}\n`);
		chmodSync(file(`bin/${name}`), 0o755);
	}
	const {status, stderr} = spawnSync('sh', ['-c', command.replaceAll('/etc/', `${root}/etc/`)], {
		env: {PATH: `${file('bin')}:${process.env.PATH}`},
		encoding: 'utf8',
	});
	if (status !== 0 && stderr !== '') process.stderr.write(stderr);
	return status ?? -1;
};

describe.skipIf(process.platform === 'win32')('a remedy is kept, and that is taken back, byte for byte', () => {
	it.each<[string, CauseCode, Values, Readonly<Record<string, string>>, readonly string[]]>([
		[
			'netfilter-persistent',
			'firewall-drops-probes',
			{...input, rulesKeeper: 'netfilter-persistent'},
			{'etc/iptables/rules.v4': '*filter\n'},
			['netfilter-persistent'],
		],
		[
			'iptables-services',
			'firewall-drops-probes',
			{...input, rulesKeeper: 'iptables-services'},
			{'etc/sysconfig/iptables': '*filter\n'},
			['service'],
		],
		[
			'Alpine',
			'firewall-drops-probes',
			{...input, rulesKeeper: 'openrc'},
			{'etc/iptables/rules-save': '*filter\n'},
			['rc-service'],
		],
		[
			'the file of nft',
			'firewall-drops-probes',
			{...nft, rulesFile: '/etc/nftables.conf'},
			{'etc/nftables.conf': 'flush ruleset\ntable inet own {\n}\n'},
			['nft'],
		],
		['sysctl.d', 'reverse-path-filter', {interface: 'eth0'}, {'etc/sysctl.d/10-own.conf': ''}, []],
		['two settings', 'syn-backlog-overflow', {}, {'etc/sysctl.d/10-own.conf': ''}, []],
		[
			'network-scripts',
			'return-route-missing',
			{...route, networkKeeper: 'network-scripts'},
			{'etc/sysconfig/network-scripts/route-eth0': '10.0.0.0/8 via 10.11.192.254\n'},
			[],
		],
		['ifupdown', 'return-route-missing', {...route, networkKeeper: 'ifupdown'}, {'etc/network/if-up.d/own': ''}, []],
		[
			'a drop-in of the unit',
			'file-descriptors-exhausted',
			{pid: '7', unit: 'nginx', limit: '1024'},
			{'etc/systemd/system/own.service': ''},
			['systemctl'],
		],
		[
			'fail2ban',
			'security-software-blocks-probes',
			{owner: 'fail2ban', ownerName: 'f2b-nginx-http-auth'},
			{'etc/fail2ban/jail.d/own.local': ''},
			[],
		],
	])('%s', (_, code, values, files, standIns) => {
		for (const [path, text] of Object.entries(files)) put(path, text);
		const before = all();
		const keep = keepOf(code, values);
		expect(run(keep.command, standIns), keep.command).toBe(0);
		const kept = all();
		expect(kept).not.toEqual(before);
		expect(run(keep.undo ?? 'false', standIns), keep.undo).toBe(0);
		expect(all().filter(line => !line.includes('.slbw: '))).toEqual(before);
	});

	it('a script of ifupdown is one that a shell takes', () => {
		put('etc/network/if-up.d/own', '');
		run(keepOf('return-route-missing', {...route, networkKeeper: 'ifupdown'}).command, []);
		execFileSync('sh', ['-n', file('etc/network/if-up.d/slb-wizard')]);
		expect(readFileSync(file('etc/network/if-up.d/slb-wizard'), 'utf8')).toBe(
			'#!/bin/sh\n[ "$IFACE" = eth0 ] || exit 0\nip route replace 100.64.0.0/11 via 10.11.192.253 dev eth0\nip route replace 100.96.0.0/11 via 10.11.192.253 dev eth0\n',
		);
	});

	it('nft’s file is left alone where another program makes the table', () => {
		put('etc/nftables.conf', 'table inet other {\n}\n');
		expect(run(keepOf('firewall-drops-probes', {...nft, rulesFile: '/etc/nftables.conf'}).command, ['nft'])).not.toBe(
			0,
		);
		expect(all()).toEqual(['etc/nftables.conf: table inet other {\n}\n']);
	});
});

describe('how long it lasts', () => {
	it.each<[string, CauseCode, Values, RegExp]>([
		[
			'Docker’s rules are never saved',
			'firewall-drops-probes',
			{...input, rulesKeeper: 'netfilter-persistent', makers: 'docker, tailscale'},
			/freeze those of Docker and Tailscale/,
		],
		[
			'nothing keeps rules on this Debian',
			'firewall-drops-probes',
			{...input, rulesKeeper: '', installs: 'apt-get'},
			/nothing on this host keeps rules: apt-get install iptables-persistent/,
		],
		[
			'nothing keeps rules on this Red Hat',
			'firewall-drops-probes',
			{...input, rulesKeeper: '', installs: 'yum'},
			/yum install iptables-services/,
		],
		['what keeps them is not known', 'firewall-drops-probes', input, /service iptables save/],
		['what sets the network up is not known', 'return-route-missing', route, /netplan, NetworkManager or/],
	])('%s', (_, code, values, words) => {
		const first = firstOf(code, values);
		expect(first?.summary).toMatch(words);
		expect(first?.keep).toBeUndefined();
	});

	it.each<[string, Values, string, string]>([
		[
			'NetworkManager',
			{...route, networkKeeper: 'NetworkManager'},
			`nmcli connection modify "$(nmcli -g GENERAL.CONNECTION device show eth0)" +ipv4.routes '100.64.0.0/11 10.11.192.253' +ipv4.routes '100.96.0.0/11 10.11.192.253'`,
			`nmcli connection modify "$(nmcli -g GENERAL.CONNECTION device show eth0)" -ipv4.routes '100.64.0.0/11 10.11.192.253' -ipv4.routes '100.96.0.0/11 10.11.192.253'`,
		],
		[
			'netplan',
			{...route, networkKeeper: 'netplan'},
			`netplan set --origin-hint 99-slb-wizard 'ethernets.eth0.routes=[{"to":"100.64.0.0/11","via":"10.11.192.253"},{"to":"100.96.0.0/11","via":"10.11.192.253"}]'`,
			'rm /etc/netplan/99-slb-wizard.yaml',
		],
	])('%s keeps a route', (_, values, command, undo) => {
		expect(keepOf('return-route-missing', values)).toEqual({command, undo});
	});

	it('firewalld keeps it with --permanent', () => {
		const {command, undo} = keepOf('firewall-drops-probes', {...nft, owner: 'firewalld', zone: 'public'});
		expect(command).toMatch(/^firewall-cmd --permanent --zone=public --add-rich-rule=/);
		expect(undo).toMatch(/^firewall-cmd --permanent --zone=public --remove-rich-rule=/);
	});
});
