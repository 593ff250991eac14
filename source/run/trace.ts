import {clbSources, defaultProtocol} from '../engine/settings.ts';
import {say} from '../engine/words.ts';
import {mayColour} from '../face/colour.ts';
import {text} from '../face/text.ts';
import {blank, type Line} from '../face/words/line.ts';
import {safeLine} from '../face/words/safe.ts';
import type {Passage, ProbePacket} from '../packet/passage.ts';
import {saidPassage} from '../packet/said-passage.ts';
import {simulate} from '../packet/simulate.ts';
import {outcomeOf, traceRows} from '../packet/trace.ts';
import {aside} from './aside.ts';
import {ownSigns} from './own-signs.ts';
import {fromFiles, fromHost, type TraceGround} from './trace-ground.ts';
import {UsageError} from './usage-error.ts';

/** What is asked of a trace: the packet to follow, where the rules are from, and how it is printed. */
export type TraceRequest = TraceGround & {
	readonly protocol?: ProbePacket['protocol'] | 'http';
	readonly json: boolean;
};

/** `slb-wizard explain --trace`: the packet's way, rule by rule. Returns the exit status, with the meanings of check's. */
export const trace = async (request: TraceRequest): Promise<number> => {
	const ground = await (request.files ? fromFiles(request, request.files) : fromHost(request));
	if ('unknown' in ground) {
		aside(ground.unknown);
		return 3;
	}

	const {filters, network, to, inInterface, sources = request.from ?? clbSources} = ground;
	const packet: ProbePacket = {
		sources,
		destination: to,
		port: request.port,
		...shapeOf(request),
		...(inInterface === undefined ? {} : {inInterface}),
	};
	const passages = simulate({filters, packet, network});
	if (passages.length === 0)
		throw new UsageError({
			en: `--from ${sources.join(', ')} and ${to} are not of the same version of IP`,
			zh: `--from ${sources.join('、')} 与 ${to} 的 IP 版本不同`,
		});
	const {stdout, env} = process;
	const page = {columns: (stdout.isTTY && stdout.columns) || 80, signs: ownSigns()};
	const written = request.json
		? `${JSON.stringify(passages.map(saidPassage), undefined, 2)}\n`
		: text(linesOf(passages, packet), page, mayColour(env, stdout.isTTY));
	stdout.write(written);
	const outcomes = passages.map(outcomeOf);
	return outcomes.includes('stopped') ? 1 : outcomes.includes('unknown') ? 3 : 0;
};

/** A request over HTTP needs the connection's later packets as well. */
const shapeOf = ({protocol, port}: TraceRequest): Pick<ProbePacket, 'protocol' | 'exchange'> => {
	const chosen = protocol ?? (defaultProtocol(port) === 'http' ? 'http' : 'tcp');
	return chosen === 'http' ? {protocol: 'tcp', exchange: 'request'} : {protocol: chosen, exchange: 'handshake'};
};

const linesOf = (passages: readonly Passage[], packet: ProbePacket): readonly Line[] =>
	passages.flatMap((passage, index): readonly Line[] => [
		...(index === 0 ? [] : [blank]),
		...traceRows(passage, packet).map(({depth, text: words, tone}) => ({
			text: safeLine(say(words)),
			indent: 2 * depth,
			...(tone === undefined ? {} : {tone}),
		})),
	]);
