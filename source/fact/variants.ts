import type {Look} from '../engine/fact.ts';
import type {ProbeObservation, ProbeShape} from '../engine/probe.ts';
import {isAccepted} from './check-shape.ts';
import {webConfig} from './web-config.ts';

/** What can differ from the check's exact request. */
export type Difference = 'method' | 'host' | 'version' | 'user-agent' | 'proxy-header' | 'tls' | 'path';

/** The check's request with something changed. When it is accepted and the exact one isn't, the change is the diagnosis. */
export type Variant = {
	readonly differs: readonly Difference[];
	/** What stands in the place of what the check sends; empty where nothing does. */
	readonly value: string;
	readonly observation: ProbeObservation;
	readonly isAccepted: boolean;
};

type Plan = {readonly differs: readonly Difference[]; readonly value: string; readonly shape: ProbeShape};

/** The User-Agent of an ordinary browser, and the one that CLB's check of a TCP listener sends (CLB FAQ). */
const browserAgent =
	'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36';
const checkAgent = 'KeepAliveClient';

/** More names than this are not tried: each is a request to a service in trouble. */
const mostNames = 6;

/**
 * Sends near variants of a request, side by side. `slow` sends only those which a service that waits for something
 * else than the check sends would answer.
 */
export const sendVariants = async (
	look: Look,
	exact: ProbeShape,
	{only}: {readonly only: 'slow' | 'all'},
): Promise<readonly Variant[]> => {
	if (only === 'slow') return send(look, [...unexpectedKinds(exact), ...sameAgain(exact)]);
	const plain = await send(look, [...unexpectedKinds(exact), ...otherWords(exact, look.target.backend)]);
	const names = await candidateNames(look);
	// No single change may help: what a person would ask for is asked at once with the names, as each turn takes a trip.
	const [named, persons] = await Promise.all([
		send(look, otherHosts(exact, names)),
		plain.some(isHelp)
			? []
			: send(
					look,
					[...names, look.target.backend].slice(0, 3).map(name => personsPlan(exact, name)),
				),
	]);
	const singles = [...plain, ...named];
	if (singles.some(isHelp)) return singles;

	// Takes the differences back one by one.
	const good = persons.find(variant => variant.isAccepted);
	if (good === undefined) return [...singles, ...persons];
	const without = await send(look, takingBack(exact, good.observation.shape));
	const needed = without
		.filter(({isAccepted: is, observation}) => !is && observation.reply.outcome !== 'cancelled')
		.flatMap(({differs}) => differs);
	return [...singles, {...good, differs: needed.length > 0 ? needed : good.differs}];
};

const isHelp = ({isAccepted: is, differs}: Variant): boolean => is && !differs.includes('path');

/**
 * Asks once more, side by side, exactly and in the ways that helped: where no answer came at all, the service may have been
 * away at one moment and there at the next. What doesn't help again is no help.
 */
export const confirmHelp = async (
	look: Look,
	exact: ProbeShape,
	variants: readonly Variant[],
): Promise<{readonly again: ProbeObservation; readonly variants: readonly Variant[]}> => {
	const [again, ...confirmed] = await Promise.all([
		look.probe(exact),
		...variants.map(async (variant): Promise<Variant> => {
			if (!variant.isAccepted) return variant;
			const observation = await look.probe(variant.observation.shape);
			return isAccepted(look.target, observation.reply) ? variant : {...variant, observation, isAccepted: false};
		}),
	]);
	return {again, variants: confirmed};
};

const send = async (look: Look, plans: readonly Plan[]): Promise<readonly Variant[]> => {
	const sent = await Promise.all(
		plans.map(async ({differs, value, shape}) => {
			const observation = await look.probe(shape);
			return {differs, value, observation, isAccepted: isAccepted(look.target, observation.reply)};
		}),
	);
	// A program that asks in its own way differs in more than was meant.
	return sent.filter(({observation}) => observation.unlike === undefined);
};

const unexpectedKinds = (exact: ProbeShape): readonly Plan[] => {
	const method = exact.method === 'HEAD' ? 'GET' : 'HEAD';
	const protocol = exact.protocol === 'https' ? 'http' : 'https';
	return [
		{differs: ['method'], value: method, shape: {...exact, method}},
		{differs: ['tls'], value: protocol, shape: {...exact, protocol}},
		{differs: ['proxy-header'], value: 'PROXY TCP4', shape: {...exact, proxyHeader: true}},
	];
};

/** The exact request again: a service that answers it only now and then shows itself. */
const sameAgain = (exact: ProbeShape): readonly Plan[] =>
	Array.from({length: 3}, () => ({differs: [], value: '', shape: exact}));

const otherHosts = (exact: ProbeShape, names: readonly string[]): readonly Plan[] =>
	names
		.filter(name => name !== exact.host)
		.map(name => ({differs: ['host'], value: name, shape: {...exact, host: name}}));

const otherWords = (exact: ProbeShape, backend: string): readonly Plan[] => {
	const host = exact.host ?? backend;
	return [
		...otherHosts(exact, [backend]),
		exact.version === '1.1'
			? {differs: ['version'], value: 'HTTP/1.0', shape: {...exact, version: '1.0'}}
			: // HTTP/1.1 can't go without Host, so compare it with HTTP/1.0 and the same Host.
				{
					differs: exact.host === undefined ? ['version', 'host'] : ['version'],
					value: 'HTTP/1.1',
					shape: {...exact, version: '1.1', host},
				},
		...[browserAgent, checkAgent].map(
			(userAgent): Plan => ({differs: ['user-agent'], value: userAgent, shape: {...exact, userAgent}}),
		),
		...(exact.path === '/' ? [] : [{differs: ['path'], value: '/', shape: {...exact, path: '/'}} satisfies Plan]),
	];
};

const personsPlan = (exact: ProbeShape, host: string): Plan => ({
	differs: ['method', 'host', 'version', 'user-agent'],
	value: host,
	shape: {...exact, method: 'GET', version: '1.1', host, userAgent: browserAgent},
});

/** The person's request with one thing at a time as the check has it. */
const takingBack = (exact: ProbeShape, good: ProbeShape): readonly Plan[] => {
	const {host: _host, ...withoutHost} = good;
	const {userAgent: _agent, ...withoutAgent} = good;
	const plans: Plan[] = [{differs: ['user-agent'], value: '', shape: withoutAgent}];
	if (exact.method === 'HEAD') plans.push({differs: ['method'], value: 'HEAD', shape: {...good, method: 'HEAD'}});
	if (exact.version === '1.0') plans.push({differs: ['version'], value: 'HTTP/1.0', shape: {...good, version: '1.0'}});
	plans.push({
		differs: ['host'],
		value: exact.host ?? '',
		shape: exact.host === undefined ? {...withoutHost, version: '1.0'} : {...good, host: exact.host},
	});
	return plans;
};

/** Names that the service may serve: what its configuration says, then the names that a service allows by habit. */
const candidateNames = async (look: Look): Promise<readonly string[]> => {
	const config = await look.know(webConfig);
	const configured = config.known ? config.value.serverNames : [];
	return [...new Set([...configured, 'localhost'])].filter(name => name !== look.target.backend).slice(0, mostNames);
};
