import ipaddr from 'ipaddr.js';
import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import {remedy} from './remedy.ts';

/** Old tcp_wrappers read a network as address/mask only (hosts_access(5)). */
const withMask = (source: string): string => {
	if (!ipaddr.isValidCIDR(source)) return source;
	const [address, prefix] = ipaddr.parseCIDR(source);
	return address.kind() === 'ipv6'
		? `[${address.toString()}]/${prefix}`
		: `${address.toString()}/${ipaddr.IPv4.subnetMaskFromPrefixLength(prefix).toString()}`;
};

/** Allows the sources in /etc/hosts.allow, which is read before /etc/hosts.deny. */
export const hostsAllow = ({process}: Values, {sources}: Target): Remedy => {
	const daemon = process?.match(/^[\w.-]+/)?.[0] ?? 'ALL';
	const line = `${daemon}: ${sources.map(withMask).join(' ')}`;
	return remedy({
		summary: {
			en: '/etc/hosts.allow is read before /etc/hosts.deny: allow the sources there. It holds at once and across reboots.',
			zh: '/etc/hosts.allow 先于 /etc/hosts.deny 读取：在其中放行探测来源。立即生效，重启后仍然有效。',
		},
		command: `printf '%s\\n' ${quoteWord(line)} >> /etc/hosts.allow`,
		undo: `sed -i ${quoteWord(`\\#^${line.replaceAll('.', '\\.')}$#d`)} /etc/hosts.allow`,
		risk: 'low',
	});
};
