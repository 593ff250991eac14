import {readFileSync} from 'node:fs';
import {addressChoices} from '../engine/address-choices.ts';
import {Book} from '../engine/book.ts';
import {Interrupt} from '../engine/interrupt.ts';
import {clbSources, completeTarget, defaultProtocol, type Settings} from '../engine/settings.ts';
import {systemWords} from '../engine/system-words.ts';
import {composed, say, type Words} from '../engine/words.ts';
import {mayColour} from '../face/colour.ts';
import {text} from '../face/text.ts';
import {blank, type Line} from '../face/words/line.ts';
import {safeLine} from '../face/words/safe.ts';
import {hostNetwork} from '../fact/host-network.ts';
import {packetFilters} from '../fact/packet-filters.ts';
import {familyOf} from '../packet/address.ts';
import type {Passage, ProbePacket} from '../packet/passage.ts';
import {saidPassage} from '../packet/said-passage.ts';
import {readSaved, type Saved} from '../packet/saved.ts';
import {simulate} from '../packet/simulate.ts';
import {outcomeOf, traceRows} from '../packet/trace.ts';
import {aheadOfDetect} from './ahead.ts';
import {aside} from './aside.ts';
import {detect} from './detect.ts';
import {missingWords} from './missing-words.ts';
import {openHost} from './open-host.ts';
import {ownSigns} from './own-signs.ts';
import {UsageError} from './usage-error.ts';

/** The packet to follow, and where the rules are from. */
export type TraceRequest = {
	/** Where it comes from; the CLB's addresses if absent. */
	readonly from?: readonly string[];
	/** The address that it is sent to; the host's own if absent. */
	readonly to?: string;
	readonly port: number;
	readonly protocol?: ProbePacket['protocol'] | 'http';
	/** The interface that it arrives on; known for a host that is looked at. */
	readonly inInterface?: string;
	/** Where commands run; this machine if absent. */
	readonly host?: string;
	/** Files with saved rules; the host itself is looked at if absent. */
	readonly files?: readonly string[];
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

type Ground = Saved & {
	readonly to: string;
	readonly inInterface?: string | undefined;
	readonly sources?: readonly string[];
};

/** Stands for the host's address, where neither a word nor a file says which it is. */
const anyAddress = '10.11.192.1';

const anyAddressStands: Words = {
	en: `--to is not given, and no file holds ip addr: ${anyAddress} stands for the host’s address`,
	zh: `没有给出 --to，文件中也没有 ip addr 的输出：用 ${anyAddress} 代表主机地址`,
};

const ownAddressTaken = (own: string): Words => ({
	en: `--to is not given: ${own} is taken, the first address in the files`,
	zh: `没有给出 --to：使用文件中的第一个地址 ${own}`,
});

/** The rules of saved files. */
const fromFiles = async ({to, inInterface}: TraceRequest, files: readonly string[]): Promise<Ground> => {
	const read = readSaved(
		files.map(name => ({name, text: textOf(name)})),
		to === undefined ? 4 : familyOf(to),
	);
	if ('problem' in read) throw new UsageError(composed(pick => `--rules ${pick(read.problem)}`));
	const own = read.network.addresses.find(({interface: name}) => name !== 'lo')?.address;
	if (to === undefined) aside(own === undefined ? anyAddressStands : ownAddressTaken(own));
	return {...read, to: to ?? own ?? anyAddress, inInterface};
};

const textOf = (name: string): string => {
	try {
		return readFileSync(name === '-' ? 0 : name, 'utf8');
	} catch (error) {
		const why = systemWords(error);
		throw new UsageError({
			en: `--rules ${name}: it can’t be read (${why.en})`,
			zh: `--rules ${name}：无法读取（${why.zh}）`,
		});
	}
};

/** The rules of this host. */
const fromHost = async (request: TraceRequest): Promise<Ground | {readonly unknown: Words}> => {
	const interrupt = new Interrupt();
	const opened = await openHost(request.host, {ahead: aheadOfDetect});
	if ('unreached' in opened) {
		if (opened.isBadUsage) throw new UsageError(opened.unreached);
		return {unknown: opened.unreached};
	}

	const {host, platform, recorded} = opened;
	if (recorded) aside(composed(pick => safeLine(pick(recorded.note))));
	const sources = request.from ?? recorded?.settings.sources ?? clbSources;
	const to =
		request.to ??
		recorded?.settings.backend ??
		addressChoices(await detect(host, platform, interrupt.walkSignal))[0]?.value;
	if (to === undefined)
		throw new UsageError({
			en: '--to is missing, and this host has no address that probes could be sent to',
			zh: '缺少 --to，且该主机没有可以接收探测的地址',
		});
	const settings: Settings = {...recorded?.settings, host: host.where, backend: to, port: request.port, sources};
	const complete = completeTarget(settings, platform);
	if (!('target' in complete)) throw new UsageError(missingWords(complete.missing));
	host.lookAgain?.();
	const book = new Book({host, target: complete.target, signal: () => interrupt.workSignal, tell: () => {}});
	const [filters, around] = await Promise.all([book.know(packetFilters), book.know(hostNetwork)]);
	await host.close?.();
	if (!filters.known) {
		const {why} = filters;
		return {
			unknown: {
				en: `${why.en}; a saved rule set can be given instead: --rules FILE`,
				zh: `${why.zh}；也可以改用保存的规则集：--rules FILE`,
			},
		};
	}

	if (!around.known) return {unknown: around.why};
	return {
		filters: filters.value.filters,
		network: around.value.network,
		to,
		sources,
		inInterface: request.inInterface ?? around.value.arrival,
	};
};
