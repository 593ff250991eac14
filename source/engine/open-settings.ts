import {addressChoices, sureAddress} from './address-choices.ts';
import type {Detected} from './detected.ts';
import {namesFor, pagesFor} from './page-choices.ts';
import type {AskableName} from './setting-question.ts';
import type {Settings} from './settings.ts';

/**
 * Nobody is asked more than this before a walk: what has been found and is least likely to be otherwise is only shown
 * with the last question then, where it can be changed. The sources of an ALB or NLB are one more, for no host knows them.
 */
const mostQuestions = 5;

/** What no host can tell, in the order in which a person knows it. */
const needed = ({product, sources, port, protocol}: Settings): readonly AskableName[] => [
	...(product === undefined ? (['product'] as const) : []),
	...(product !== undefined && product !== 'clb' && sources === undefined ? (['sources'] as const) : []),
	...(port === undefined ? (['port'] as const) : []),
	...(protocol === undefined ? (['protocol'] as const) : []),
];

/** The next setting that has to be asked for; undefined when only the last question is left. `asked`: how many were. */
export const nextOpen = (settings: Settings, detected: Detected, asked: number): AskableName | undefined => {
	const {product = 'clb', backend, path, domain} = settings;
	const open = needed(settings);
	const [first] = open;
	const most = product === 'clb' ? mostQuestions : mostQuestions + 1;
	const hasRoom = asked + 1 + open.length + 1 <= most;
	if (first !== undefined && first !== 'protocol') return first;
	if (backend === undefined && sureAddress(detected) === undefined) {
		if (hasRoom || addressChoices(detected).length === 0) return 'backend';
	}

	if (first !== undefined) return first;
	if (path === undefined && hasRoom && pagesFor(settings, detected).length > 0) return 'path';
	return domain === undefined && hasRoom && namesFor(settings, detected).length > 0 ? 'domain' : undefined;
};

/** The settings with what was found for those that were not asked for: what a bare Enter would have answered. */
export const filled = (settings: Settings, detected: Detected): Settings => {
	const [address] = addressChoices(detected);
	const [page] = pagesFor(settings, detected);
	return {
		...settings,
		...(settings.backend === undefined && address !== undefined ? {backend: address.value} : {}),
		...(settings.path === undefined && page !== undefined ? {path: page.word} : {}),
	};
};
