import {command, succeeded} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';

/** Units of usual web and proxy servers, and of application servers. */
const servers =
	/^(?:nginx|openresty|tengine|httpd|apache2|caddy|haproxy|envoy|traefik|lighttpd|tomcat\d*|php.*-fpm|uwsgi|gunicorn)(?:@.*)?\.service$/;

/** A unit of systemd that doesn't simply run; the words are those of systemctl(1), list-units. */
export type Unit = {readonly name: string; readonly load: string; readonly active: string; readonly sub: string};

/** The services that are stopped, have failed, or are being started. Where there is no systemd there are none to be seen. */
export const lookAtUnits = async (look: Look): Promise<readonly Unit[]> => {
	const observation = await look.run(
		command(
			...(['systemctl', 'list-units', '--all', '--type=service', '--state=activating,failed,inactive'] as const),
			...['--no-legend', '--plain', '--no-pager'],
		),
	);
	if (!succeeded(observation)) return [];
	return observation.stdout.split('\n').flatMap(line => {
		const [name, load = '', active = '', sub = ''] = line.trim().split(/\s+/);
		return name ? [{name, load, active, sub}] : [];
	});
};

/** The units that systemd is about to start again after a failure. */
export const inRestart = (units: readonly Unit[]): readonly string[] =>
	units.flatMap(({name, sub}) => (sub === 'auto-restart' ? [name] : []));

/**
 * The unit that would serve the port if it ran, as far as that can be told: the only server among those that failed, or
 * among those that are stopped, or else the only unit that failed. Undefined where several could be meant.
 */
export const stoppedUnit = (units: readonly Unit[]): string | undefined => {
	// A unit without a file is not loaded and can't be started.
	const loaded = units.filter(({load, active}) => load === 'loaded' && active !== 'activating');
	const hasFailed = ({active}: Unit): boolean => active === 'failed';
	const known = loaded.filter(({name}) => servers.test(name));
	const choices = [known.filter(hasFailed), known, loaded.filter(hasFailed)];
	const first = choices.find(({length}) => length > 0);
	return first?.length === 1 ? first[0]?.name : undefined;
};
