import type {CauseFinding, Finding} from '../../engine/finding.ts';
import {worded} from '../../engine/words.ts';
import type {Passage} from '../../packet/passage.ts';
import {joinParts, partValues} from './sources-part.ts';

/** What was found for one part of the sources. */
export type PartFindings = {
	readonly part: Pick<Passage, 'sources' | 'share'>;
	readonly findings: readonly Finding[];
};

/** So many pieces of evidence are shown for one cause, and so many unknown ones are named. */
const mostShown = 4;

/** Several parts of the sources can have the same fault: one finding for each cause, with the parts put together. */
export function mergeParts(all: readonly PartFindings[]): readonly Finding[] {
	const causes = new Map<string, {readonly finding: CauseFinding; readonly parts: PartFindings['part'][]}>();
	const others: Finding[] = [];
	for (const {part, findings} of all)
		for (const finding of findings) {
			if (finding.is !== 'cause') {
				others.push(finding);
				continue;
			}
			const key = [finding.code, finding.certainty, finding.severity].join(' ');
			const before = causes.get(key);
			causes.set(key, {
				finding: before === undefined ? finding : withEvidence(before.finding, finding),
				parts: [...(before?.parts ?? []), part],
			});
		}
	return [...[...causes.values()].map(({finding, parts}) => ofParts(finding, parts)), ...others.slice(0, mostShown)];
}

const withEvidence = (one: CauseFinding, other: CauseFinding): CauseFinding => {
	const evidence = new Map([...one.evidence, ...other.evidence].map(each => [worded(each.excerpt).en, each]));
	return {...one, evidence: [...evidence.values()].slice(0, mostShown)};
};

function ofParts({values, ...finding}: CauseFinding, parts: readonly PartFindings['part'][]): CauseFinding {
	const {part: _, partCidr: __, ...rest} = values;
	const named = partValues(joinParts(parts));
	return {...finding, values: {...rest, ...named, ...(rest.source ? {source: rest.source} : {})}};
}
