import {guardEntries} from './entries.ts';
import {guardFunctions} from './functions.ts';
import {guardVerbs} from './verbs.ts';

/**
 * The guard of a change: the same script for every remedy, in the words of any POSIX shell. It keeps the entry of the
 * change in a private folder on the host and is the only one that makes and unmakes it; whoever gets at the entry first
 * decides, and the others find what was decided. From the first line of the entry on, a process of its own watches it: when
 * nobody keeps the change in time, it takes it back. The steps themselves are functions of the file `steps` there.
 *
 * `sh guard prepare ID LIMIT WHO PLAN STEPS GUARD` writes the entry; then `sh guard VERB ID` with rehearse, make, keep, undo, or watch
 * (the dead man's switch); `sh guard list -`. What the exit statuses mean is in ../host-journal.ts.
 */
export const guard: string = `${guardFunctions}${guardEntries}${guardVerbs}`;
