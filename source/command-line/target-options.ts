import {type Command, Option} from 'commander';
import {hasHidden} from '../engine/mask.ts';
import {recordingPath} from '../engine/recording-path.ts';
import {contradiction, type SettingName, type Settings, settings} from '../engine/settings.ts';
import {say, type Words} from '../engine/words.ts';
import {UsageError} from '../run/usage-error.ts';
import {type Given, readGiven, several} from './given.ts';

/** The options of the target: one place for the words of `--help`; what they accept is in engine/settings.ts. */
const targetOptions: ReadonlyArray<readonly [SettingName, string, Words]> = [
	[
		'host',
		'<where>',
		{
			en: 'where commands run: local, ssh://[user@]name[:port], or replay:<folder>, which is a recording (default: local)',
			zh: '在哪里运行命令：local、ssh://[user@]name[:port] 或 replay:<folder>（录制）（默认：local）',
		},
	],
	[
		'backend',
		'<ip>',
		{
			en: "the address that the load balancer connects to (default: the host's primary private address)",
			zh: '负载均衡连接的地址（默认：主机的主私网地址）',
		},
	],
	['port', '<n>', {en: 'backend port: where the listener forwards to', zh: '后端端口：监听转发到的端口'}],
	[
		'protocol',
		'<name>',
		{
			en: 'what the health check speaks: tcp, udp, http or https (default: http for 80, 8080, …; else tcp)',
			zh: '健康检查协议：tcp、udp、http 或 https（默认：80、8080 等端口为 http，其他为 tcp）',
		},
	],
	[
		'product',
		'<name>',
		{en: 'the load balancer: clb, alb or nlb (default: clb)', zh: '负载均衡产品：clb、alb 或 nlb（默认：clb）'},
	],
	[
		'sources',
		'<cidr>',
		{
			en: 'where probes come from; may be repeated (default for clb: 100.64.0.0/10)',
			zh: '探测来源，可重复（clb 的默认值：100.64.0.0/10）',
		},
	],
	[
		'checkPort',
		'<n>',
		{en: 'health-check port, if it is not the backend port', zh: '健康检查端口，如果与后端端口不同'},
	],
	['path', '<path>', {en: 'path of the HTTP check (default: /)', zh: 'HTTP 检查的路径（默认：/）'}],
	['domain', '<host>', {en: 'domain of the HTTP check (default: none)', zh: 'HTTP 检查的域名（默认：无）'}],
	['method', '<name>', {en: 'head or get (default: head; nlb: get)', zh: 'head 或 get（默认：head；nlb 为 get）'}],
	[
		'codes',
		'<list>',
		{
			en: 'accepted status codes, such as http_2xx,http_3xx (default: http_2xx, as in the API)',
			zh: '接受的状态码，例如 http_2xx,http_3xx（默认：http_2xx，与 API 相同）',
		},
	],
	[
		'timeoutS',
		'<s>',
		{en: 'response timeout in seconds (default: 5; udp: 10)', zh: '响应超时，以秒计（默认：5；udp 为 10）'},
	],
	[
		'intervalS',
		'<s>',
		{en: 'interval in seconds (default: 2; udp and nlb: 5)', zh: '检查间隔，以秒计（默认：2；udp 和 nlb 为 5）'},
	],
	[
		'healthyThreshold',
		'<n>',
		{en: 'successes in a row until healthy (default: 3; nlb: 2)', zh: '连续成功多少次为正常（默认：3；nlb 为 2）'},
	],
	[
		'unhealthyThreshold',
		'<n>',
		{en: 'failures in a row until unhealthy (default: 3; nlb: 2)', zh: '连续失败多少次为异常（默认：3；nlb 为 2）'},
	],
];

/** Gives a command the options of the target. `timeout` is another name for the check's own, where `--timeout` is taken. */
export const addTargetOptions = (command: Command, {timeout}: {readonly timeout?: string} = {}): Command => {
	for (const [name, value, words] of targetOptions) {
		const flag = name === 'timeoutS' && timeout !== undefined ? timeout : settings[name].flag;
		const option = new Option(`${flag} ${value}`, say(words));
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
		if (typeof value === 'string' && hasHidden(value) && recordingPath(read.host ?? '') === undefined) {
			const quoted = JSON.stringify(value);
			throw new UsageError({
				en: `${flag} ${quoted}: *** stands where a secret was hidden; say it whole`,
				zh: `${flag} ${quoted}：*** 处隐去了机密；请给出完整的值`,
			});
		}

		if (value !== undefined) read = {...read, [name]: value};
	}

	const problem = contradiction(read);
	if (problem !== undefined) throw new UsageError(problem);
	return read;
};
