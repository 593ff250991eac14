import {Command, CommanderError, Option} from 'commander';
import {contradiction, type Reading, type SettingName, type Settings, settings} from './engine/settings.ts';
import {prepareColour} from './face/colour.ts';
import type {TraceRequest} from './run/trace.ts';
import {UsageError} from './run/usage-error.ts';
import {version} from './version.ts';

/** The options of the target: one place for the words of `--help`; what they accept is in engine/settings.ts. */
const targetOptions: ReadonlyArray<readonly [SettingName, string, string]> = [
	['host', '<where>', 'where commands run: local'],
	['backend', '<ip>', "the address that the load balancer connects to (default: the host's primary private address)"],
	['port', '<n>', 'backend port: where the listener forwards to'],
	[
		'protocol',
		'<name>',
		'what the health check speaks: tcp, udp, http or https (default: http for 80, 8080, …; else tcp)',
	],
	['product', '<name>', 'the load balancer: clb, alb or nlb (default: clb)'],
	['sources', '<cidr>', 'where probes come from; may be repeated (default for clb: 100.64.0.0/10)'],
	['checkPort', '<n>', 'health-check port, if it is not the backend port'],
	['path', '<path>', 'path of the HTTP check (default: /)'],
	['domain', '<host>', 'domain of the HTTP check (default: none)'],
	['method', '<name>', 'head or get (default: head; nlb: get)'],
	['codes', '<list>', 'accepted status codes, such as http_2xx,http_3xx (default: http_2xx, as in the API)'],
	['timeoutS', '<s>', 'response timeout in seconds (default: 5; udp: 10)'],
	['intervalS', '<s>', 'interval in seconds (default: 2; udp and nlb: 5)'],
	['healthyThreshold', '<n>', 'successes in a row until healthy (default: 3; nlb: 2)'],
	['unhealthyThreshold', '<n>', 'failures in a row until unhealthy (default: 3; nlb: 2)'],
];

type Given = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

const addTargetOptions = (command: Command): Command => {
	for (const [name, value, words] of targetOptions) {
		const option = new Option(`${settings[name].flag} ${value}`, words);
		if (name === 'sources') option.argParser((word: string, before?: readonly string[]) => [...(before ?? []), word]);
		command.addOption(option);
	}

	return command;
};

const addFaceOptions = (command: Command): Command =>
	command
		.addOption(new Option('--lang <language>', 'en or zh-CN').choices(['en', 'zh-CN']))
		.option('--no-color', 'no colours (also: NO_COLOR)');

/** Reads the target's options; the first one that can't be taken is an error that says what is allowed. */
const readSettings = (given: Given): Settings => {
	let read: Settings = {};
	for (const [name] of targetOptions) {
		const {flag, read: readText} = settings[name];
		const key = flag.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
		const text = given[key];
		if (text === undefined || typeof text === 'boolean') continue;
		const reading = readText(typeof text === 'string' ? text : text.join(','));
		if ('problem' in reading)
			throw new UsageError(
				`${flag} ${JSON.stringify(typeof text === 'string' ? text : text.join(','))}: ${reading.problem}`,
			);
		read = {...read, [name]: reading.value};
	}

	const problem = contradiction(read);
	if (problem !== undefined) throw new UsageError(problem);
	return read;
};

const sayLanguage = ({lang}: Given): void => {
	if (lang === 'zh-CN')
		process.stderr.write('slb-wizard: --lang zh-CN: Chinese is not there yet; going on in English.\n');
};

const makeProgram = (finish: (status: number) => void): Command => {
	const program = new Command('slb-wizard')
		.description(
			'Finds out, step by step, why an Alibaba Cloud load balancer (SLB: CLB, ALB, NLB) calls this backend server unhealthy.',
		)
		.version(version, '-V, --version', 'print the version')
		.helpOption('-h, --help', 'print this help')
		.helpCommand(false)
		.showSuggestionAfterError()
		.allowExcessArguments(false)
		.exitOverride()
		.configureOutput({writeErr: words => process.stderr.write(words.replace(/^error: /, 'slb-wizard: '))})
		.enablePositionalOptions();
	const report = new Option('--report <file>', 'also write the report').hideHelp();
	addFaceOptions(addTargetOptions(program))
		.option('--plain', 'line by line, without redraws: for screen readers, serial consoles and dumb terminals')
		.addOption(report)
		.addHelpText(
			'after',
			'\nExamples:\n  slb-wizard\n  slb-wizard check --port 80\n  slb-wizard check --json --port 8080 --protocol http --path /health.html\n  slb-wizard demo\n',
		)
		.allowExcessArguments()
		.action(async (given: Given, {args: [word]}: Command) => {
			if (word !== undefined)
				throw new UsageError(`${JSON.stringify(word)} is no command: there are check, demo and explain (see --help)`);
			const read = readSettings(given);
			refuseReport(given);
			prepareColour(process.env, given.color === false ? 'no-color' : 'default');
			sayLanguage(given);
			const {wizard} = await import('./run/wizard.ts');
			finish(await wizard(read, given.plain === true ? 'plain' : 'any'));
		});

	addFaceOptions(
		addTargetOptions(
			program
				.command('check')
				.description('the same guide without questions: prints the verdict, the causes and their remedies'),
		),
	)
		.addOption(new Option('--json', 'print one JSON document').conflicts('events'))
		.option('--events', 'print one JSON line for each event, as it happens')
		.addOption(report)
		.addHelpText(
			'after',
			'\nExit status: 0 the health check passes, 1 it fails, 2 bad usage, 3 inconclusive, 130 interrupted.\nNothing on the host is changed.\n',
		)
		.action(async (given: Given) => {
			const read = readSettings(given);
			refuseReport(given);
			prepareColour(process.env, given.color === false ? 'no-color' : 'default');
			sayLanguage(given);
			const {check} = await import('./run/check.ts');
			finish(await check(read, given.json === true ? 'json' : given.events === true ? 'events' : 'text'));
		});

	addFaceOptions(
		program.command('demo').description('a small backend with a known fault on this machine, and the wizard on it'),
	)
		.argument('[fault]', 'which fault (see --list)')
		.option('--list', 'list the faults')
		.option('--plain', 'line by line, without redraws')
		.action(async (fault: string | undefined, given: Given) => {
			prepareColour(process.env, given.color === false ? 'no-color' : 'default');
			sayLanguage(given);
			const {demo, listFaults} = await import('./run/demo.ts');
			finish(given.list === true ? listFaults() : await demo(fault, given.plain === true ? 'plain' : 'any'));
		});

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
		.addOption(new Option('--protocol <name>', 'with --trace: what it speaks').choices(['tcp', 'udp', 'http', 'icmp']))
		.option('--in <interface>', 'with --trace: the interface that it arrives on')
		.option('--rules <file>', 'with --trace: a saved rule set instead of this host’s; may be repeated', several)
		.option('--json', 'with --trace: as JSON')
		.addHelpText(
			'after',
			'\nExamples:\n  slb-wizard explain listening-loopback-only\n  slb-wizard explain --trace --to-port 80\n  slb-wizard explain --trace --from 100.64.0.10 --to-port 80 --in eth0 --rules rules.v4\n\nExit status of --trace: 0 it gets in and its answer out, 1 it is stopped, 2 bad usage, 3 it can’t be told.\n',
		)
		.action(async (code: string | undefined, given: Given) => {
			sayLanguage(given);
			if (given.trace === true || traceOptions.some(name => given[name] !== undefined)) {
				const request = traceRequest(code, given);
				prepareColour(process.env, given.color === false ? 'no-color' : 'default');
				const {trace} = await import('./run/trace.ts');
				finish(await trace(request));
				return;
			}

			const {explain} = await import('./run/explain.ts');
			finish(explain(code));
		});
	return program;
};

const several = (word: string, before: readonly string[] = []): readonly string[] => [...before, word];

const traceOptions = ['from', 'to', 'toPort', 'protocol', 'in', 'rules', 'json'];

/** Reads the options of `explain --trace` by the same rules as those of the target. */
const traceRequest = (code: string | undefined, given: Given): TraceRequest => {
	if (code !== undefined) throw new UsageError(`explain takes a code or --trace, not both: ${JSON.stringify(code)}`);
	if (given.trace !== true)
		throw new UsageError('--from, --to, --to-port, --protocol, --in, --rules and --json go with --trace');
	const read = <T>(flag: string, text: Given[string], reader: (text: string) => Reading<T>): T | undefined => {
		if (text === undefined || typeof text === 'boolean') return undefined;
		const words = typeof text === 'string' ? text : text.join(',');
		const reading = reader(words);
		if ('problem' in reading) throw new UsageError(`${flag} ${JSON.stringify(words)}: ${reading.problem}`);
		return reading.value;
	};
	const port = read('--to-port', given.toPort, settings.port.read) ?? (given.protocol === 'icmp' ? 0 : undefined);
	if (port === undefined) throw new UsageError('--to-port is missing: the port that the packet is sent to');
	const [from, to] = [read('--from', given.from, settings.sources.read), read('--to', given.to, settings.backend.read)];
	const protocols = ['tcp', 'udp', 'http', 'icmp'] as const;
	const protocol = protocols.find(name => name === given.protocol);
	return {
		port,
		json: given.json === true,
		...(from === undefined ? {} : {from}),
		...(to === undefined ? {} : {to}),
		...(protocol === undefined ? {} : {protocol}),
		...(typeof given.in === 'string' ? {inInterface: given.in} : {}),
		...(Array.isArray(given.rules) ? {files: given.rules} : {}),
	};
};

const refuseReport = ({report}: Given): void => {
	if (report !== undefined)
		throw new UsageError('--report: reports are not written yet; use check --json, and redirect its output');
};

/** Ends the program when everything is written: probes and commands that were given up must not keep it alive. */
const exit = (status: number): void => {
	process.exitCode = status;
	process.stdout.write('', () => process.stderr.write('', () => process.exit(status)));
};

// The reader of a pipe may leave at any time (`| head`): that is no error.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(process.exitCode ?? 0));

try {
	let status = 0;
	await makeProgram(given => {
		status = given;
	}).parseAsync();
	exit(status);
} catch (error) {
	if (error instanceof CommanderError) exit(error.exitCode === 0 ? 0 : 2);
	else if (error instanceof UsageError) {
		process.stderr.write(`slb-wizard: ${error.message}\n`);
		exit(2);
	} else {
		const words = error instanceof Error ? error.message : String(error);
		process.stderr.write(
			`slb-wizard: internal error: ${words}\nThis is a bug. Please report it, with the output of SLB_WIZARD_DEBUG=1.\n`,
		);
		if (process.env.SLB_WIZARD_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
		exit(70);
	}
}
