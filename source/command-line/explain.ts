import {type Command, Option} from 'commander';
import {settings} from '../engine/settings.ts';
import {say} from '../engine/words.ts';
import type {TraceRequest} from '../run/trace.ts';
import {UsageError} from '../run/usage-error.ts';
import {oneOfThese} from './choices.ts';
import {addFaceOptions, heedFaceOptions} from './face-options.ts';
import type {Finish} from './finish.ts';
import {type Given, readGiven, several} from './given.ts';
import {addEnding} from './help/ending.ts';

const protocols = ['tcp', 'udp', 'http', 'icmp'] as const;

/** `slb-wizard explain`: a cause, or with `--trace` a packet's way. */
export const declareExplain = (program: Command, finish: Finish): void => {
	addEnding(
		addFaceOptions(
			program.command('explain').description(
				say({
					en: 'what a cause means, how it is found and how it is fixed; or a packet’s way through the filters',
					zh: '一个原因的含义、如何发现、如何修复；或一个报文经过过滤规则的路径',
				}),
			),
		)
			.argument(
				'[code]',
				say({
					en: 'a cause’s code, such as listening-loopback-only; without one, all of them',
					zh: '原因的代码，例如 listening-loopback-only；不给则列出全部',
				}),
			)
			.option(
				'--trace',
				say({en: 'the way of a packet, hook by hook and rule by rule', zh: '一个报文的路径，逐个钩子、逐条规则'}),
			)
			.option(
				'--from <cidr>',
				say({
					en: 'with --trace: where it comes from; may be repeated (default: 100.64.0.0/10)',
					zh: '与 --trace 同用：来源地址，可重复（默认：100.64.0.0/10）',
				}),
				several,
			)
			.option(
				'--to <ip>',
				say({
					en: "with --trace: the address that it is sent to (default: the host's own)",
					zh: '与 --trace 同用：目的地址（默认：主机自己的地址）',
				}),
			)
			.option('--to-port <n>', say({en: 'with --trace: the port that it is sent to', zh: '与 --trace 同用：目的端口'}))
			.addOption(
				oneOfThese(
					new Option('--protocol <name>', say({en: 'with --trace: what it speaks', zh: '与 --trace 同用：协议'})),
					protocols,
				),
			)
			.option(
				'--in <interface>',
				say({en: 'with --trace: the interface that it arrives on', zh: '与 --trace 同用：报文到达的网卡'}),
			)
			.option(
				'--rules <file>',
				say({
					en: 'with --trace: a saved rule set (or - for standard input) instead of this host’s; may be repeated',
					zh: '与 --trace 同用：用保存的规则集（- 表示标准输入）代替本机的规则；可重复',
				}),
				several,
			)
			.option(
				'--host <where>',
				say({
					en: 'with --trace: the host whose rules are walked: local, ssh://[user@]name[:port], or replay:<folder>',
					zh: '与 --trace 同用：使用哪台主机的规则：local、ssh://[user@]name[:port] 或 replay:<folder>',
				}),
			)
			.option('--json', say({en: 'with --trace: as JSON', zh: '与 --trace 同用：以 JSON 输出'})),
		{
			examples: [
				'slb-wizard explain listening-loopback-only',
				'slb-wizard explain --trace --to-port 80',
				'slb-wizard explain --trace --from 100.64.0.10 --to-port 80 --rules rules.v4',
			],
			exit: say({
				en: 'with --trace: 0 it gets in and its answer out, 1 it is stopped, 2 bad usage, 3 it can’t be told.',
				zh: '用 --trace 时：0 报文能进入，应答能返回，1 被拦截，2 用法错误，3 无法判断。',
			}),
		},
	).action(async (code: string | undefined, given: Given) => {
		const request = traceRequest(code, given);
		heedFaceOptions(given);
		if (request !== undefined) {
			const {trace} = await import('../run/trace.ts');
			finish(await trace(request));
			return;
		}

		const {explain} = await import('../run/explain.ts');
		finish(explain(code));
	});
};

const traceOptions = ['from', 'to', 'toPort', 'protocol', 'in', 'rules', 'host', 'json'];

/** Reads the options of `--trace` by the same rules as those of the target; undefined without it. */
const traceRequest = (code: string | undefined, given: Given): TraceRequest | undefined => {
	if (given.trace !== true) {
		if (traceOptions.every(name => given[name] === undefined)) return undefined;
		throw new UsageError({
			en: '--from, --to, --to-port, --protocol, --in, --rules, --host and --json go with --trace',
			zh: '--from、--to、--to-port、--protocol、--in、--rules、--host 和 --json 要与 --trace 同用',
		});
	}

	if (code !== undefined) {
		const quoted = JSON.stringify(code);
		throw new UsageError({
			en: `explain takes a code or --trace, not both: ${quoted}`,
			zh: `explain 只能带代码或 --trace 之一：${quoted}`,
		});
	}

	const port = readGiven('--to-port', given, settings.port.read) ?? (given.protocol === 'icmp' ? 0 : undefined);
	if (port === undefined)
		throw new UsageError({
			en: '--to-port is missing: the port that the packet is sent to',
			zh: '缺少 --to-port：报文的目的端口',
		});

	const from = readGiven('--from', given, settings.sources.read);
	const to = readGiven('--to', given, settings.backend.read);
	const host = readGiven('--host', given, settings.host.read);
	if (host !== undefined && given.rules !== undefined)
		throw new UsageError({
			en: '--host and --rules: the rules are either those of a host or saved ones',
			zh: '--host 和 --rules：规则要么是某台主机的，要么是保存的',
		});
	const protocol = protocols.find(name => name === given.protocol);
	return {
		port,
		json: given.json === true,
		...(from === undefined ? {} : {from}),
		...(host === undefined ? {} : {host}),
		...(to === undefined ? {} : {to}),
		...(protocol === undefined ? {} : {protocol}),
		...(typeof given.in === 'string' ? {inInterface: given.in} : {}),
		...(Array.isArray(given.rules) ? {files: given.rules} : {}),
	};
};
