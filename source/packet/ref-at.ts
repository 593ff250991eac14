import type {BaseChain, Hook, Rule} from './filters.ts';
import type {RuleRef} from './passage.ts';

const refs = new WeakMap<Rule | BaseChain, Map<Hook, RuleRef>>();

/** The rule with the hook that the walk came from; always the same object, so that it can be compared. */
export function refAt(place: Rule | BaseChain, hook: Hook): RuleRef {
	const known = refs.get(place) ?? new Map<Hook, RuleRef>();
	refs.set(place, known);
	const ref = known.get(hook) ?? {...place.ref, hook};
	known.set(hook, ref);
	return ref;
}
