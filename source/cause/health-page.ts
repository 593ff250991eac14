import type {CauseCode} from '../engine/cause-code.ts';
import {quoteWord} from '../engine/command.ts';
import type {Remedy} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import type {Cause} from './cause.ts';
import {acceptedCodes, checkRequest, given} from './check-words.ts';
import {healthCheckPage} from './console-path.ts';
import {remedy} from './remedy.ts';
import {oneStep, tags} from './rule-change.ts';
import {sameRequest} from './same-request.ts';
import {reloadCommand} from './service-command.ts';

const layer7 = 'CLB documentation, layer-7 health check troubleshooting and FAQ about health checks';

/** The page that the check asks for. */
export const healthPageCauses = {
	'http-path-not-found': {
		place: 'answer',
		step: 'health-page',
		severity: 'failure',
		explains: [],
		title: 'The health page does not exist',
		meaning:
			"The check's path answers 404 or 410: the page was never there, the path is wrong, or another site of the server answers.",
		found:
			"curl -I -0 -H 'Host:' http://10.11.192.1/ prints 404; nginx -T | grep -nE 'server_name|root|location' shows who answers.",
		source: layer7,
		summary: (values, target) =>
			`${checkRequest(target)} answers ${values.status ?? '404'}: there is no page at ${values.path ?? target.healthCheck.path}.`,
		remedies: (values, target) => [
			remedy({
				summary: `Set the check's path to a page that exists${given(values.good, path => `, such as ${path}`)} (now ${target.healthCheck.path}): ${healthCheckPage(target)}.`,
				risk: 'low',
			}),
			values.file === undefined
				? remedy({
						summary: `Put a small static page at ${target.healthCheck.path} of the site that answers, and ask again.`,
						command: sameRequest(target),
						risk: 'low',
					})
				: putPage(values.file, target),
		],
	},
	'http-redirect-not-accepted': {
		place: 'answer',
		step: 'health-page',
		severity: 'failure',
		explains: [],
		title: 'A redirect, and 3xx is not accepted',
		meaning:
			'The check follows no redirect. Listeners made by the API, Terraform or Kubernetes accept only 2xx by default; those made in the console accept 3xx as well.',
		found: 'curl -I -0 http://10.11.192.1/ prints 301 or 302 and a Location.',
		source:
			'CLB API reference, CreateLoadBalancerHTTPListener, HealthCheckHttpCode; CLB documentation, Health check overview',
		summary: (values, target) =>
			`${checkRequest(target)} answers ${values.status ?? 'a redirect'}${given(values.location, location => ` to ${location}`)}; the listener accepts ${acceptedCodes(target)}.`,
		remedies: (values, target) => [
			remedy({
				summary: `Set the check's path to a page that answers 200 by itself (now ${target.healthCheck.path}): ${healthCheckPage(target)}.`,
				risk: 'low',
			}),
			remedy({
				summary: `Exempt ${target.healthCheck.path} from the redirect in the server's configuration, then load it.`,
				command: reloadCommand(values, target),
				risk: 'low',
			}),
			remedy({
				summary: `Accept http_3xx as well: ${healthCheckPage(target)}. A redirect to a login or error page then counts as healthy.`,
				risk: 'low',
			}),
		],
	},
	'dynamic-health-page': {
		place: 'answer',
		step: 'health-page',
		severity: 'risk',
		explains: [],
		title: 'The health page is dynamic',
		meaning:
			'A page made by a program fails and slows down with everything that it needs, such as a database: then all backends are taken out at once. The documentation recommends a small static page.',
		found:
			'The path ends in .php, .jsp or the like, or its answer sets cookies, says X-Powered-By, or changes from one request to the next.',
		source:
			'SLB documentation, ECS instance exception troubleshooting (static pages recommended); FAQ about health checks',
		summary: (values, target) =>
			`${values.path ?? target.healthCheck.path} is a dynamic page${given(values.detail, detail => ` (${detail})`)}: the check fails whenever something that it needs is slow or down.`,
		remedies: (_values, target) => [
			remedy({
				summary: `Put a small static page beside it, such as /health.html, and set the check's path to that: ${healthCheckPage(target)}. Keep watching the dynamic page with your monitoring.`,
				risk: 'low',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;

/** Never over a file that is there: `set -C` is POSIX's noclobber. */
const putPage = (file: string, {healthCheck}: Target): Remedy => {
	const path = quoteWord(file);
	const write = (tag: string): string => `(set -C; umask 022; echo ok ${tag} > ${path})`;
	return remedy({
		summary: `Put a small static page at ${healthCheck.path} of the site that answers. It stays until it is removed, and it says only that the web server answers.`,
		command: write(tags.pasted),
		undo: `rm ${path}`,
		risk: 'low',
		change: oneStep({
			make: write(tags.own),
			undo: `rm ${path}`,
			isMade: `grep -qsF {tag} ${path}`,
			state: `if [ -e ${path} ]; then cat ${path}; else echo 'no such file'; fi`,
		}),
	});
};
