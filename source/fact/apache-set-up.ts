import type {ConfiguredWord, ServedPort} from '../engine/detected.ts';
import {verbatim} from '../engine/words.ts';
import {type ApacheLine, namesIn, portsOfHost, readApacheLines} from './apache-config.ts';
import {isHealthPath} from './health-path.ts';
import {isPublicName, type SetUp} from './set-up.ts';

const placeOf = ({file, line}: Pick<ApacheLine, 'file' | 'line'>): string => `${file}:${line}`;

/** `Listen 81`, `Listen 10.0.0.1:81`, `Listen [::]:443 https` (mpm_common, Listen). */
const portOf = ({args: [where = '']}: ApacheLine): number | undefined => {
	const port = /^(?:.*:)?(\d+)$/.exec(where)?.[1];
	return port === undefined ? undefined : Number(port);
};

/** What a line gives a path of its own: a section, an alias, a proxy. */
const pathOf = ({name, args}: ApacheLine): string | undefined =>
	name === 'location' || name === 'alias' || name === 'proxypass' ? args[0] : undefined;

/** What Apache is set up to serve, from what `apacheLines` prints. The examples that come with its sources aren't. */
export const apacheSetUp = (text: string): SetUp => {
	const lines = readApacheLines(text).filter(({file}) => !/\/conf\/(?:extra|original)\//.test(file));
	const listens = lines.flatMap(one => {
		const port = one.name === 'listen' && !one.isConditional ? portOf(one) : undefined;
		return port === undefined ? [] : [{port, at: placeOf(one), isHttps: one.args[1] === 'https'}];
	});
	const ports = [...new Set(listens.map(({port}) => port))];
	const onPort = ({host}: ApacheLine, port: number): boolean =>
		host === undefined || (portsOfHost(host)?.includes(port) ?? true);
	const isTls = (port: number): boolean =>
		lines.some(
			one =>
				one.name === 'sslengine' && one.host !== undefined && one.args[0]?.toLowerCase() === 'on' && onPort(one, port),
		);
	const wordsOf = (read: (line: ApacheLine) => readonly string[]): readonly ConfiguredWord[] =>
		ports.flatMap(port =>
			lines.filter(one => onPort(one, port)).flatMap(one => read(one).map(word => ({port, word, at: placeOf(one)}))),
		);
	return {
		served: listens.map(
			({port, at, isHttps}): ServedPort => ({
				port,
				protocol: 'tcp',
				by: verbatim('Apache'),
				at,
				speaks: isHttps || isTls(port) ? 'tls' : 'http',
			}),
		),
		pages: wordsOf(line => [pathOf(line) ?? ''].filter(isHealthPath)),
		names: wordsOf(line => namesIn(line).filter(isPublicName)),
	};
};
