const sign = 'replay:';

/** Where a recording is, of a host that is one: `replay:<folder>`; undefined for any other host. */
export const recordingPath = (where: string): string | undefined => {
	const path = where.startsWith(sign) ? where.slice(sign.length) : '';
	return path === '' || path.includes('\0') ? undefined : path;
};
