import {readFileSync} from 'node:fs';
import {addressChoices} from '../engine/address-choices.ts';
import {Book} from '../engine/book.ts';
import {Interrupt} from '../engine/interrupt.ts';
import {clbSources, completeTarget, type Settings} from '../engine/settings.ts';
import {systemWords} from '../engine/system-words.ts';
import {composed, type Words} from '../engine/words.ts';
import {safeLine} from '../face/words/safe.ts';
import {hostNetwork} from '../fact/host-network.ts';
import {packetFilters} from '../fact/packet-filters.ts';
import {familyOf} from '../packet/address.ts';
import {readSaved, type Saved} from '../packet/saved.ts';
import {aheadOfDetect} from './ahead.ts';
import {aside} from './aside.ts';
import {detect} from './detect.ts';
import {missingWords} from './missing-words.ts';
import {openHost} from './open-host.ts';
import {UsageError} from './usage-error.ts';

/** What a trace goes by: the packet to follow, and where the rules are from. */
export type TraceGround = {
	/** Where it comes from; the CLB's addresses if absent. */
	readonly from?: readonly string[];
	/** The address that it is sent to; the host's own if absent. */
	readonly to?: string;
	readonly port: number;
	/** The interface that it arrives on; known for a host that is looked at. */
	readonly inInterface?: string;
	/** Where commands run; this machine if absent. */
	readonly host?: string;
	/** Files with saved rules; the host itself is looked at if absent. */
	readonly files?: readonly string[];
};

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

/** The rules of saved files; throws for one that can't be read. */
export const fromFiles = async ({to, inInterface}: TraceGround, files: readonly string[]): Promise<Ground> => {
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

/** The rules of the host, or why they are unknown. */
export const fromHost = async (request: TraceGround): Promise<Ground | {readonly unknown: Words}> => {
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
			zh: '缺少 --to，且这台主机没有可以接收探测的地址',
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
