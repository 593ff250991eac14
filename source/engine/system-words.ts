const known = new Map<unknown, string>([
	['ENOSPC', 'no space is left on the disk'],
	['EDQUOT', 'the quota of the disk is used up'],
	['EACCES', 'permission denied'],
	['EPERM', 'not permitted'],
	['EROFS', 'the file system is read-only'],
	['ENOENT', 'there is no such file or folder'],
	['ENOTDIR', 'a part of the path is no folder'],
	['EISDIR', 'it is a folder'],
	['EEXIST', 'a file of that name is there'],
	['EFBIG', 'the file would become too large'],
	['EADDRINUSE', 'something listens there already'],
	['EIO', 'the disk reports an error'],
]);

/** The system's reason why a file could not be read or written, in words (errno(3)). */
export const systemWords = (error: unknown): string => {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	return known.get(code) ?? (typeof code === 'string' ? code : error instanceof Error ? error.message : String(error));
};
