import {command, succeeded} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';

/** Units of usual web and proxy servers, and of application servers. */
const servers =
	/^(?:nginx|openresty|tengine|httpd|apache2|caddy|haproxy|envoy|traefik|lighttpd|tomcat\d*|php.*-fpm|uwsgi|gunicorn)(?:@.*)?\.service$/;

/**
 * The unit of systemd that would serve the port if it ran, as far as that can be told: the only server among those that
 * failed, or among those that are stopped, or else the only unit that failed. Undefined where several could be meant.
 */
export const stoppedUnit = async (look: Look): Promise<string | undefined> => {
	const observation = await look.run(
		command(
			...(['systemctl', 'list-units', '--all', '--type=service', '--state=failed,inactive'] as const),
			...['--no-legend', '--plain', '--no-pager'],
		),
	);
	if (!succeeded(observation)) return undefined;
	// UNIT LOAD ACTIVE SUB DESCRIPTION (systemctl(1)); a unit without a file is not loaded and can't be started.
	const units = observation.stdout
		.split('\n')
		.map(line => line.trim().split(/\s+/))
		.filter(([, load]) => load === 'loaded')
		.map(([name = '', , active]) => ({name, isFailed: active === 'failed'}));
	const known = units.filter(({name}) => servers.test(name));
	const choices = [known.filter(({isFailed}) => isFailed), known, units.filter(({isFailed}) => isFailed)];
	const first = choices.find(({length}) => length > 0);
	return first?.length === 1 ? first[0]?.name : undefined;
};
