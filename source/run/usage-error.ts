/** Wrong use: the message says what is allowed. Nothing was run; the exit status is 2. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}
