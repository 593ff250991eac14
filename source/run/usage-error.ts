import {WordedError} from '../engine/worded-error.ts';

/** Wrong use: the words say what is allowed. Nothing was run; the exit status is 2. */
export class UsageError extends WordedError {
	override readonly name = 'UsageError';
}
