import type {Command} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import {rehearse} from '../engine/rehearse.ts';
import {completeTarget, type Settings} from '../engine/settings.ts';
import type {Target} from '../engine/target.ts';
import {detected} from '../fact/detect.ts';
import {suggestions} from '../fact/suggestions.ts';
import {guide} from '../guide/index.ts';
import {unknownTarget} from './detect.ts';

/** What the wizard begins with, before anybody has said anything. */
export const aheadOfSuggestions = async (): Promise<readonly Command[]> =>
	rehearse([suggestions], unknownTarget('local', 'linux'));

/** What every look at a host begins with, whatever comes then. */
export const aheadOfDetect = async (): Promise<readonly Command[]> =>
	rehearse([detected], unknownTarget('local', 'linux'));

/** What a walk through the whole guide begins with. */
export const aheadOfWalk = async (given: Settings): Promise<readonly Command[]> => {
	const complete = completeTarget({...given, backend: given.backend ?? noAddress}, 'linux');
	return 'target' in complete
		? rehearse([...factsFor(complete.target), ...(given.backend === undefined ? [detected] : [])], complete.target)
		: [];
};

/** Stands for an address that the host itself has to name. */
const noAddress = '0.0.0.0';

const factsFor = (target: Target): readonly Fact<unknown>[] =>
	guide.filter(({skipWhy}) => skipWhy?.(target) === undefined).flatMap(({needs}) => Object.values(needs));
