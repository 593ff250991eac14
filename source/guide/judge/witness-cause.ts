import type {CauseFinding, Values} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import type {Words} from '../../engine/words.ts';
import type {Sighting} from '../../fact/witness/sighting.ts';
import type {Passage} from '../../packet/passage.ts';
import {ruleValues} from './filter-rule.ts';
import {codeOf} from './passage.ts';
import {partValues} from './sources-part.ts';

/** A rule that was seen to stop probes is a cause; so is what a counter of the kernel is about. */
export function causeOfSighting(
	{is, rule, counter, evidence}: Sighting,
	ways: Known<readonly Passage[]>,
	{healthCheck}: Target,
): readonly CauseFinding[] {
	if (!ways.known) return [];
	const cause = (code: CauseFinding['code'], values: Values<Words> = {}): readonly CauseFinding[] => [
		{is: 'cause', code, certainty: 'proven', values, evidence: [evidence]},
	];
	const way = is === 'unanswered' ? 'reply' : 'probe';
	// A rule that was seen to count, or the one that explains what the packets show.
	const passage = ways.value.find(each => {
		const verdict = each[way];
		return verdict?.is === 'stop' && (rule === undefined || isSame(verdict.by, rule));
	});
	const verdict = passage?.[way];
	if (counter === undefined && passage !== undefined && verdict?.is === 'stop')
		return cause(codeOf(verdict.by, passage, way), {...ruleValues(verdict.by), ...partValues(passage)}).map(found =>
			healthCheck.protocol === 'udp' ? {...found, severity: 'risk'} : found,
		);
	const drops = ways.value.find(each => each.reply?.is === 'stop');
	if (counter === undefined && is === 'stopped' && drops?.reply?.is === 'stop')
		return cause(codeOf(drops.reply.by, drops, 'reply'), {...ruleValues(drops.reply.by), ...partValues(drops)});
	if (
		counter === undefined &&
		ways.value.some(({arrival}) => arrival?.is === 'refused' && arrival.why === 'reverse-path')
	)
		return cause('reverse-path-filter');
	switch (counter) {
		case 'TcpExtIPReversePathFilter':
			return cause('reverse-path-filter');
		case 'TcpExtListenOverflows':
			return cause('accept-queue-full');
		case 'TcpExtTCPReqQFullDrop':
			return cause('syn-backlog-overflow');
		default:
			return [];
	}
}

const isSame = (one: {readonly text: string; readonly chain: string}, other: typeof one): boolean =>
	one.chain === other.chain && one.text === other.text;
