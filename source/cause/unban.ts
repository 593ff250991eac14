import type {ChangeStep} from '../engine/change.ts';
import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import {listed} from './check-words.ts';
import {remedy} from './remedy.ts';

/** The jail, from the names that fail2ban gives to its chains (iptables) and sets (nft, ipset). */
const jailOf = ({ownerName = '', rule = '', chain = ''}: Values): string | undefined =>
	[ownerName, chain, rule]
		.map(text => text.match(/(?:\bf2b-(?!table\b|chain\b)|\baddr6?-set-)([\w-]+)/)?.[1])
		.find(jail => jail !== undefined);

/** Lifts the ban of one address. A ban that ran out meanwhile is made again: the jail had it when it was looked at. */
const liftBan = (jail: string, address: string): ChangeStep => {
	const list = `fail2ban-client status ${jail}`;
	const isBanned = `${list} | grep -w 'list:' | grep -qwF ${address}`;
	return {
		make: `fail2ban-client set ${jail} unbanip ${address}`,
		undo: `fail2ban-client set ${jail} banip ${address}`,
		isMade: `${list} >/dev/null && ! { ${isBanned}; }`,
		state: `${list} | sed -n 's/.*list://p' | tr ' \\t' '\\n\\n' | sort`,
	};
};

/** A single address without its length: fail2ban writes none. */
const alone = (range: string): string => range.replace(range.includes(':') ? /\/128$/ : /\/32$/, '');

/** Lifts fail2ban's ban, and keeps it from coming back. */
export const unban = (values: Values, {sources}: Target): readonly Remedy[] => {
	const jail = jailOf(values);
	if (jail === undefined) {
		return [
			remedy({
				summary: {
					en: 'See which jail bans the load balancer, then lift that ban.',
					zh: '查看哪个 jail 封禁了负载均衡，然后解除封禁。',
				},
				command: 'fail2ban-client banned',
				risk: 'low',
			}),
		];
	}
	const banned = (values.partCidr?.split(',') ?? sources).slice(0, 4).map(range => alone(range.trim()));
	const words = quoteWord(jail);
	const each = (verb: string, addresses: readonly string[]): string =>
		addresses.map(address => `fail2ban-client set ${words} ${verb} ${quoteWord(address)}`).join('; ');
	return [
		remedy({
			summary: {en: `Lift the ban of ${listed(banned).en}.`, zh: `解除对 ${listed(banned).zh} 的封禁。`},
			command: each('unbanip', banned),
			undo: each('banip', banned),
			risk: 'low',
			change: {steps: banned.map(address => liftBan(words, quoteWord(address)))},
		}),
		remedy({
			summary: {
				en: "Keep the jail from banning the load balancer again. It lasts until fail2ban restarts; ignoreip in a file of jail.d keeps it. Log the client's address from X-Forwarded-For, so that the jail bans who deserves it.",
				zh: '防止该 jail 再次封禁负载均衡。fail2ban 重启后失效；在 jail.d 的文件中写入 ignoreip 可使其保留。在日志中按 X-Forwarded-For 记录客户端地址，让 jail 封禁真正的来源。',
			},
			command: each('addignoreip', sources),
			undo: each('delignoreip', sources),
			keep: {
				command: `printf '%s\\n' ${quoteWord(`[${jail}]`)} ${quoteWord(`ignoreip = 127.0.0.1/8 ::1 ${sources.join(' ')}`)} > /etc/fail2ban/jail.d/slb-wizard.local`,
				undo: 'rm /etc/fail2ban/jail.d/slb-wizard.local',
			},
			risk: 'low',
		}),
	];
};
