import type {Change, ChangeStep} from '../engine/change.ts';
import {quoteWord} from '../engine/command.ts';

/** The comment of a rule that a person pastes, and the one of a rule that slb-wizard makes itself. */
export const tags = {pasted: 'slb-wizard', own: '{tag}'} as const;

/** A change of one step. */
export const oneStep = (step: ChangeStep): Change => ({steps: [step]});

/** Two changes in one; nothing where one of them can't be made. */
export const bothChanges = (one: Change | undefined, other: Change | undefined): Change | undefined =>
	one === undefined || other === undefined ? undefined : {steps: [...one.steps, ...other.steps]};

/** A rule of iptables with the tag in its comment: `file` with the table's option, and the chain and the rule. */
export const iptablesChange = (file: string, chain: string, rule: (tag: string) => string): Change => {
	const list = `${file} -S ${chain}`;
	return oneStep({
		make: `${file} -I ${rule(tags.own)}`,
		undo: `${file} -D ${rule(tags.own)}`,
		isMade: `${list} | grep -qF {tag}`,
		state: list,
	});
};

/** A rule of nft; `chain` are the quoted words of its family, table and chain. */
export const nftChange = (chain: string, statement: (tag: string) => string, undo: (tag: string) => string): Change =>
	oneStep({
		make: `nft ${quoteWord(statement(tags.own))}`,
		undo: undo(tags.own),
		isMade: `nft list chain ${chain} | grep -qF {tag}`,
		// Counters of other rules go on counting.
		state: `nft list chain ${chain} | sed 's/packets [0-9]* bytes [0-9]*//'`,
	});
