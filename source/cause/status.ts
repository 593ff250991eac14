import type {CauseCode} from '../engine/cause-code.ts';
import {isLayer7} from '../engine/target.ts';
import type {Cause} from './cause.ts';
import {acceptedCodes, because, checkRequest, given} from './check-words.ts';
import {healthCheckPage} from './console-path.ts';
import {remedy} from './remedy.ts';
import {sameRequest} from './same-request.ts';
import {reloadCommand} from './service-command.ts';

const layer7 = 'CLB documentation, layer-7 health check troubleshooting and FAQ about health checks';

/** The service answers in time, with a status that the listener does not accept. */
export const statusCauses = {
	'http-access-denied': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: [],
		title: 'The health page needs a right to be read',
		meaning:
			'The check sends no credentials. 401, 403 or 407 comes from a password, an allow list, a missing index page, file permissions or a web application firewall.',
		found: "curl -I -0 http://10.11.192.1/ prints 401, 403 or 407; namei -l shows the rights on the file's path.",
		source: layer7,
		summary: (values, target) =>
			`${checkRequest(target)} is denied with ${values.status ?? '401, 403 or 407'}${because(values.detail)}.`,
		remedies: (values, target) => [
			remedy({
				summary: `Open the check's path alone to everyone, without a password (nginx: location = ${target.healthCheck.path} { auth_basic off; allow all; }), then load the configuration.`,
				command: reloadCommand(values, target),
				risk: 'low',
			}),
			remedy({
				summary: `Set the check's path to a page that needs no right: ${healthCheckPage(target)}.`,
				risk: 'low',
			}),
		],
	},
	'http-server-error': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: [],
		title: 'The service answers with an error of its own',
		meaning:
			'A 5xx status: the application failed, its upstream or database is not there, or it is in maintenance. The load balancer is right to take it out.',
		found:
			'curl -I -0 http://10.11.192.1/ prints 500, 502, 503 or 504; the error log says why (connect() failed, no live upstreams).',
		source: 'SLB documentation, how to troubleshoot 500, 502 and 504 errors',
		summary: (values, target) => `${checkRequest(target)} answers ${values.status ?? '5xx'}${because(values.detail)}.`,
		remedies: (values, target) => [
			remedy({
				summary: 'Read the error log of the server and of the application behind it, and mend what it names.',
				command:
					target.platform === 'windows'
						? undefined
						: values.process?.startsWith('nginx')
							? 'tail -n 50 /var/log/nginx/error.log'
							: /^(?:httpd|apache2)/.test(values.process || '')
								? 'tail -n 50 /var/log/apache2/error.log /var/log/httpd/error_log 2>/dev/null'
								: 'journalctl -p err -n 50 --no-pager',
				risk: 'low',
			}),
			remedy({
				summary: `Where only a shared dependency is down, a static health page keeps all backends from being taken out at once: ${healthCheckPage(target)}. Don't accept http_5xx instead.`,
				risk: 'medium',
			}),
		],
	},
	'http-status-not-accepted': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: [],
		title: 'The status is not one of the accepted ones',
		meaning: 'The service answers, and the listener does not count this status as healthy.',
		found: "curl -I -0 -H 'Host:' http://10.11.192.1/ prints a status outside the listener's normal codes.",
		source: layer7,
		summary: (values, target) =>
			`${checkRequest(target)} answers ${values.status ?? 'with another status'}${isLayer7(target) ? `; the listener accepts ${acceptedCodes(target)}` : ', which the listener does not accept'}${given(values.detail, detail => ` (${detail})`)}.`,
		remedies: (_values, target) => [
			remedy({
				summary: `Find out what the service dislikes about the request: the same one, to be tried with another path, Host or method.`,
				command: sameRequest(target),
				risk: 'low',
			}),
			remedy({summary: `Set the check to a path that answers 200: ${healthCheckPage(target)}.`, risk: 'low'}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
