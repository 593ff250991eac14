/** Whichever comes first: what work gives, or that its time, in milliseconds, is over. The timer doesn't keep the program alive. */
export const withinTime = async <T>(work: PromiseLike<T>, milliseconds: number): Promise<T | 'timeout'> => {
	let timer: NodeJS.Timeout | undefined;
	const limit = new Promise<'timeout'>(resolve => {
		timer = setTimeout(resolve, milliseconds, 'timeout');
	});
	try {
		return await Promise.race([work, limit]);
	} finally {
		clearTimeout(timer);
	}
};
