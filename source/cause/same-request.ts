import {commandLine} from '../engine/command.ts';
import type {Target} from '../engine/target.ts';
import {effectiveTimeoutMs} from '../engine/target.ts';
import {endpoint} from './check-words.ts';

/** What differs from the check's own request. */
export type Difference = {
	readonly method?: 'head' | 'get';
	readonly host?: string;
	readonly version?: '1.0' | '1.1';
	readonly userAgent?: string;
	readonly scheme?: 'http' | 'https';
	readonly path?: string;
	readonly proxyHeader?: 'sent';
	/** How long to wait, in seconds, instead of the check's timeout. */
	readonly patienceS?: number;
};

/** The curl command that asks as the check does, but for the differences; prints the status and the time. */
export const sameRequest = (target: Target, difference: Difference = {}): string => {
	const {backend, product, healthCheck} = target;
	const method = difference.method ?? healthCheck.method;
	const scheme = difference.scheme ?? (healthCheck.protocol === 'https' ? 'https' : 'http');
	const version = difference.version ?? (product === 'alb' ? '1.1' : '1.0');
	const host = difference.host ?? healthCheck.domain ?? (product === 'clb' ? undefined : backend);
	return commandLine({
		file: 'curl',
		args: [
			'-sS',
			'-o',
			'/dev/null',
			...(method === 'head' ? ['-I'] : []),
			...(version === '1.0' ? ['-0'] : []),
			...(scheme === 'https' ? ['-k'] : []),
			...(difference.proxyHeader === undefined ? [] : ['--haproxy-protocol']),
			'-m',
			String(difference.patienceS ?? effectiveTimeoutMs(target) / 1000),
			'-A',
			difference.userAgent ?? '',
			'-H',
			host === undefined ? 'Host:' : `Host: ${host}`,
			'-w',
			'%{http_code} %{time_total}\\n',
			`${scheme}://${endpoint(backend, healthCheck.port)}${difference.path ?? healthCheck.path}`,
		],
	});
};
