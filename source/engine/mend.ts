import type {Event} from './event.ts';
import type {Answer} from './question.ts';
import type {StepReport} from './step-report.ts';

/** What was found, with its remedies. */
export type Mendable = {readonly causes: StepReport['causes']};

/** Tries a remedy. Says whether what was known of the host is old now, or that the person has had enough. */
export type Mend = (found: Mendable) => AsyncGenerator<Event, 'tried' | 'declined' | 'quit', Answer | undefined>;

/** Whether one of the remedies of what was found can be tried; a mark for the question that offers it. */
export const offer = (mend: Mend | undefined, found: Mendable | undefined): {readonly mends?: true} =>
	mend !== undefined && found?.causes.some(isMendable) === true ? {mends: true} : {};

const isMendable = ({remedies}: Mendable['causes'][number]): boolean =>
	remedies.some(({change}) => change !== undefined);
