import {verbatim, type Words} from '../../engine/words.ts';
import {common, nothing, type Point, type Ranges, without} from '../ranges.ts';
import type {PolicyRule, Routing} from './routing.ts';

/** The question that the kernel's routing is asked: one end of the packet is any of the sources. */
export type Flow = {
	readonly to: Point | 'sources';
	/** undefined: a UDP service may leave the choice of its own address to the route. */
	readonly from: Point | 'sources' | undefined;
	/** The interface that the packet came in by; `lo` for the host's own. */
	readonly in: string | undefined;
	/** The VRF that it belongs to. */
	readonly vrf?: string | undefined;
	/** undefined: can't be told. */
	readonly mark: number | undefined;
	/** Absent where the kernel doesn't look at them: when it routes a packet anew because a filter has changed it. */
	readonly protocol?: number;
	readonly sourcePort?: Ranges;
	readonly destinationPort?: Ranges;
};

/** What a lookup is about. */
export type Question = {readonly routing: Routing; readonly flow: Flow};

/** From which of the sources a rule's selectors are met; all of it in doubt where one of them can't be evaluated. */
export function meets(
	rule: PolicyRule,
	{flow, routing}: Question,
	left: Ranges,
): {readonly yes: Ranges; readonly doubt?: Words} {
	const verdicts = [
		interfaceVerdict(rule.in, flow.in),
		// The host's own packets and those that come in aren't bound to an interface yet.
		rule.out === undefined ? 'yes' : flow.vrf === rule.out ? 'yes' : 'no',
		markVerdict(rule, flow),
		rule.protocol === undefined || flow.protocol === rule.protocol ? 'yes' : 'no',
		portVerdict(rule.sourcePort, flow.sourcePort),
		portVerdict(rule.destinationPort, flow.destinationPort),
		rule.does.do === 'vrf' && (flow.vrf === undefined || !routing.vrfs.has(flow.vrf)) ? 'no' : 'yes',
	];
	const parts = [end(rule.from, flow.from, left), end(rule.to, flow.to, left)];
	const never = verdicts.includes('no');
	const part = never ? nothing : common(parts[0] ?? nothing, parts[1] ?? nothing);
	const sure =
		verdicts.every(verdict => verdict === 'yes') &&
		rule.doubt === undefined &&
		(rule.from === undefined || flow.from !== undefined);
	const yes = rule.not ? (sure || never ? without(left, part) : left) : part;
	if (sure || never) return {yes};
	return {yes, doubt: rule.doubt === undefined ? unknownPart : verbatim(rule.doubt)};
}

const unknownPart: Words = {
	en: 'a mark, a port, an address or an interface is not known',
	zh: '标记、端口、地址或网卡未知',
};

type Verdict = 'yes' | 'no' | 'unknown';

const interfaceVerdict = (wanted: string | undefined, name: string | undefined): Verdict =>
	wanted === undefined ? 'yes' : name === undefined ? 'unknown' : name === wanted ? 'yes' : 'no';

const markVerdict = ({mark}: PolicyRule, flow: Flow): Verdict => {
	if (mark === undefined || mark.mask === 0) return 'yes';
	if (flow.mark === undefined) return 'unknown';
	return ((flow.mark ^ mark.value) & mark.mask) === 0 ? 'yes' : 'no';
};

/** A rule for ports isn't met where the kernel doesn't look at them. */
const portVerdict = (wanted: readonly [Point, Point] | undefined, ports: Ranges | undefined): Verdict => {
	if (wanted === undefined) return 'yes';
	const both = common(ports ?? nothing, [...wanted]);
	if (both.length === 0) return 'no';
	return without(ports ?? nothing, [...wanted]).length === 0 ? 'yes' : 'unknown';
};

const end = (wanted: readonly [Point, Point] | undefined, is: Point | 'sources' | undefined, left: Ranges): Ranges => {
	if (wanted === undefined || is === undefined) return left;
	if (is === 'sources') return common(left, [...wanted]);
	return is >= wanted[0] && is <= wanted[1] ? left : nothing;
};
