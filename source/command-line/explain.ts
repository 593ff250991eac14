import {type Command, Option} from 'commander';
import {settings} from '../engine/settings.ts';
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
			program
				.command('explain')
				.description('what a cause means, how it is found and how it is fixed; or a packet’s way through the filters'),
		)
			.argument('[code]', 'a cause’s code, such as listening-loopback-only; without one, all of them')
			.option('--trace', 'the way of a packet, hook by hook and rule by rule')
			.option('--from <cidr>', 'with --trace: where it comes from; may be repeated (default: 100.64.0.0/10)', several)
			.option('--to <ip>', "with --trace: the address that it is sent to (default: the host's own)")
			.option('--to-port <n>', 'with --trace: the port that it is sent to')
			.addOption(oneOfThese(new Option('--protocol <name>', 'with --trace: what it speaks'), protocols))
			.option('--in <interface>', 'with --trace: the interface that it arrives on')
			.option(
				'--rules <file>',
				'with --trace: a saved rule set (or - for standard input) instead of this host’s; may be repeated',
				several,
			)
			.option(
				'--host <where>',
				'with --trace: the host whose rules are walked: local, ssh://[user@]name[:port], or replay:<folder>',
			)
			.option('--json', 'with --trace: as JSON'),
		{
			examples: [
				'slb-wizard explain listening-loopback-only',
				'slb-wizard explain --trace --to-port 80',
				'slb-wizard explain --trace --from 100.64.0.10 --to-port 80 --rules rules.v4',
			],
			exit: 'with --trace: 0 it gets in and its answer out, 1 it is stopped, 2 bad usage, 3 it can’t be told.',
		},
	).action(async (code: string | undefined, given: Given) => {
		const request = traceRequest(code, given);
		heedFaceOptions(given, request === undefined ? 'in both languages' : 'in English');
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
		throw new UsageError('--from, --to, --to-port, --protocol, --in, --rules, --host and --json go with --trace');
	}

	if (code !== undefined) throw new UsageError(`explain takes a code or --trace, not both: ${JSON.stringify(code)}`);
	const port = readGiven('--to-port', given, settings.port.read) ?? (given.protocol === 'icmp' ? 0 : undefined);
	if (port === undefined) throw new UsageError('--to-port is missing: the port that the packet is sent to');
	const from = readGiven('--from', given, settings.sources.read);
	const to = readGiven('--to', given, settings.backend.read);
	const host = readGiven('--host', given, settings.host.read);
	if (host !== undefined && given.rules !== undefined)
		throw new UsageError('--host and --rules: the rules are either those of a host or saved ones');
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
