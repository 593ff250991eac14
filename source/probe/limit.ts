/** How long one exchange may take, and how long it has taken. */
export type Limit = {
	/** Aborted when the time is up, or when the person stops the probe. */
	readonly signal: AbortSignal;
	/** Why it was aborted; undefined while it isn't. */
	readonly ended: () => 'timeout' | 'cancelled' | undefined;
	/** Since the start, in milliseconds, to a tenth. */
	readonly elapsedMs: () => number;
	/** Forgets the timer; to be called when the exchange is over. */
	readonly release: () => void;
};

/** Starts the clock of one exchange: one timer for all of it, so that a server that dribbles can't stretch it. */
export const startLimit = (timeoutMs: number, signal?: AbortSignal): Limit => {
	const started = performance.now();
	const controller = new AbortController();
	let ended: 'timeout' | 'cancelled' | undefined;
	const end = (why: 'timeout' | 'cancelled') => {
		ended ??= why;
		controller.abort();
	};

	// One turn later: when this process was held up itself, an answer that is already here is read first.
	const timer = setTimeout(() => setImmediate(end, 'timeout' as const), timeoutMs);
	const cancel = () => end('cancelled');
	if (signal?.aborted) {
		cancel();
	} else {
		signal?.addEventListener('abort', cancel, {once: true});
	}

	return {
		signal: controller.signal,
		ended: () => ended,
		elapsedMs: () => Math.round((performance.now() - started) * 10) / 10,
		release: () => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', cancel);
		},
	};
};
