import {type Command, Option} from 'commander';
import {hasHidden} from '../engine/mask.ts';
import {recordingPath} from '../engine/recording-path.ts';
import {contradiction, type SettingName, type Settings, settings} from '../engine/settings.ts';
import {UsageError} from '../run/usage-error.ts';
import {type Given, readGiven, several} from './given.ts';

/** The options of the target: one place for the words of `--help`; what they accept is in engine/settings.ts. */
const targetOptions: ReadonlyArray<readonly [SettingName, string, string]> = [
	[
		'host',
		'<where>',
		'where commands run: local, ssh://[user@]name[:port], or replay:<folder>, which is a recording (default: local)',
	],
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

/** Gives a command the options of the target. `timeout` is another name for the check's own, where `--timeout` is taken. */
export const addTargetOptions = (command: Command, {timeout}: {readonly timeout?: string} = {}): Command => {
	for (const [name, value, words] of targetOptions) {
		const flag = name === 'timeoutS' && timeout !== undefined ? timeout : settings[name].flag;
		const option = new Option(`${flag} ${value}`, words);
		if (name === 'sources') option.argParser(several);
		command.addOption(option);
	}

	return command;
};

/** Reads the target's options; the first one that can't be taken is an error that says what is allowed. */
export const readSettings = (given: Given): Settings => {
	let read: Settings = {};
	for (const [name] of targetOptions) {
		const {flag, read: readText} = settings[name];
		const value = readGiven<Settings[SettingName]>(flag, given, readText);
		// A command that slb-wizard printed, or a session, has lost it; a recording was made without it.
		if (typeof value === 'string' && hasHidden(value) && recordingPath(read.host ?? '') === undefined)
			throw new UsageError(`${flag} ${JSON.stringify(value)}: *** stands where a secret was hidden; say it whole`);
		if (value !== undefined) read = {...read, [name]: value};
	}

	const problem = contradiction(read);
	if (problem !== undefined) throw new UsageError(problem);
	return read;
};
