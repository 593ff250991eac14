/** Waits for the answer, or until the person has had enough. */
export const orAborted = <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | 'aborted'> => {
	if (signal === undefined) return work;
	return new Promise((resolve, reject) => {
		const stop = (): void => resolve('aborted');
		signal.addEventListener('abort', stop);
		if (signal.aborted) stop();
		work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
	});
};
