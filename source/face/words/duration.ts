/** A duration in words: `12 ms`, `3.4 s`, `2 min 5 s`. */
export const duration = (ms: number): string => {
	if (ms < 1000) return `${Math.round(ms)} ms`;
	if (ms < 60_000) return `${(Math.round(ms / 100) / 10).toString()} s`;
	const seconds = Math.round(ms / 1000);
	return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};
