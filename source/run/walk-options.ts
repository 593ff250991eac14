import {catalogue} from '../cause/catalogue.ts';
import {commandLine} from '../engine/command.ts';
import type {Host} from '../engine/host.ts';
import type {Interrupt} from '../engine/interrupt.ts';
import {places} from '../engine/place.ts';
import type {Pace} from '../engine/question.ts';
import type {Resume} from '../engine/resume.ts';
import type {Suppression} from '../engine/suppress.ts';
import type {Target} from '../engine/target.ts';
import {targetArguments} from '../engine/target-settings.ts';
import {timingSentences} from '../engine/timing.ts';
import type {WalkOptions} from '../engine/walk-options.ts';
import {guide} from '../guide/index.ts';
import {version} from '../version.ts';

/** Puts the guide, the catalogue and the words together for one walk. */
export const walkOptions = (options: {
	readonly target: Target;
	readonly host: Host;
	readonly pace: Pace;
	readonly interrupt: Interrupt;
	readonly witnessS?: number | undefined;
	readonly fromSeat?: boolean | undefined;
	readonly resume?: Resume | undefined;
	readonly suppressions?: readonly Suppression[] | undefined;
	readonly server?: WalkOptions['server'];
}): WalkOptions => {
	const {host} = options;
	const witness = options.witnessS === undefined ? [] : ['--witness', `${options.witnessS}`];
	const seat = options.fromSeat === true ? ['--from-seat'] : [];
	return {
		...options,
		guide,
		knowledge: {causes: catalogue, places},
		wording: {
			version,
			timing: timingSentences,
			repeat: target => repeatOf({...target, host: host.where}, [...witness, ...seat]),
		},
		now: options.host.clock?.date ?? (() => new Date()),
	};
};

/** The command that repeats a run. */
export const repeatOf = (target: Target, others: readonly string[] = []): string =>
	commandLine({file: 'slb-wizard', args: ['check', ...targetArguments(target), ...others]});
