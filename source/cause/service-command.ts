import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import {verbatim, type Words} from '../engine/words.ts';
import {powershellWord} from './powershell-word.ts';

const programName = ({process}: Values): string | undefined => process?.match(/^[\w.+-]+/)?.[0];

/** The unit (Linux) or service (Windows) of the process, when it is known. */
export const serviceOf = ({unit}: Values): string | undefined => unit?.replace(/\.service$/, '');

const control =
	(verb: 'start' | 'stop' | 'restart') =>
	(values: Values, {platform}: Target): string | undefined => {
		const service = serviceOf(values);
		if (service === undefined) return undefined;
		const words = {start: 'Start-Service', stop: 'Stop-Service', restart: 'Restart-Service'} as const;
		return platform === 'windows'
			? `${words[verb]} ${powershellWord(service)}`
			: `systemctl ${verb} ${quoteWord(service)}`;
	};

/** The command that starts the service; undefined when the service's name isn't known. */
export const startCommand = control('start');

/** The command that stops it. */
export const stopCommand = control('stop');

/** The command that restarts it. */
export const restartCommand = control('restart');

/** The command that starts it at each boot; undefined when the service's name isn't known, or Windows does it anyway. */
export const enableCommand = (values: Values, {platform}: Target): Remedy['keep'] => {
	const service = serviceOf(values);
	if (service === undefined || platform === 'windows') return undefined;
	return {command: `systemctl enable ${quoteWord(service)}`, undo: `systemctl disable ${quoteWord(service)}`};
};

/** Checks that a well-known server's configuration can be read, before it is loaded. */
const configTests: Readonly<Record<string, string>> = {
	nginx: 'nginx -t',
	openresty: 'openresty -t',
	apache2: 'apache2ctl configtest',
	httpd: 'httpd -t',
	haproxy: 'haproxy -c -q -f /etc/haproxy/haproxy.cfg',
};

/** The command that tests and loads a changed configuration; a restart for servers that aren't known to reload. */
export const reloadCommand = (values: Values, target: Target): string | undefined => {
	const service = serviceOf(values);
	const program = programName(values) ?? service;
	if (program === undefined || target.platform === 'windows') return restartCommand(values, target);
	const test = Object.hasOwn(configTests, program) ? configTests[program] : undefined;
	return test === undefined
		? restartCommand(values, target)
		: `${test} && systemctl reload ${quoteWord(service ?? program)}`;
};

const listenLines: Readonly<Record<string, Words>> = {
	nginx: verbatim('nginx: listen {port};'),
	openresty: verbatim('openresty: listen {port};'),
	apache2: verbatim('Apache: Listen {port}'),
	httpd: verbatim('Apache: Listen {port}'),
	haproxy: verbatim('HAProxy: bind :{port}'),
	java: {
		en: 'Tomcat: the Connector without address=, Spring: server.address=0.0.0.0',
		zh: 'Tomcat：Connector 不设 address=，Spring：server.address=0.0.0.0',
	},
	node: verbatim("Node: listen({port}, '0.0.0.0')"),
	gunicorn: verbatim('gunicorn: -b 0.0.0.0:{port}'),
	uvicorn: verbatim('uvicorn: --host 0.0.0.0'),
	'redis-server': verbatim('Redis: bind 0.0.0.0'),
	mysqld: verbatim('MySQL: bind-address = 0.0.0.0'),
};

/** How the service is told to listen on every address, in its own configuration's words. */
export const listenLine = (values: Values, {healthCheck}: Target): Words => {
	const program = programName(values) ?? '';
	const known = Object.hasOwn(listenLines, program) ? listenLines[program] : undefined;
	const {en, zh} =
		known ?? verbatim("nginx: listen {port}; Node: listen({port}, '0.0.0.0'); gunicorn: -b 0.0.0.0:{port}");
	const withPort = (line: string): string => line.replaceAll('{port}', String(healthCheck.port));
	return {en: withPort(en), zh: withPort(zh)};
};
