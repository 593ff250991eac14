/** Something that a process has open. */
export type OpenFile = {
	/** The link's own name: the descriptor's number, or `/proc/7/cwd`. */
	readonly name: string;
	/** The target: a path, or `socket:[15636]`, `pipe:[7]`, `anon_inode:[eventpoll]`. */
	readonly path: string;
	/** Opened for writing. */
	readonly written: boolean;
	/** Removed, and still using the disk. */
	readonly deleted: boolean;
};

/** Reads `ls -l /proc/PID/fd` (and `ls -ld` of other links in /proc), of coreutils and of busybox. */
export const readOpenFiles = (text: string): readonly OpenFile[] =>
	text.split('\n').flatMap(line => {
		// The date is three words, or two in long ISO style; the name is the last word before the arrow.
		const match = /^l([r-])([w-])\S*\s.*\s(\S+) -> (.*)$/.exec(line);
		if (!match) return [];
		const [, , write, name = '', target = ''] = match;
		const deleted = target.endsWith(' (deleted)');
		return [{name, path: deleted ? target.slice(0, -10) : target, written: write === 'w', deleted}];
	});

/** The paths of regular files that a process writes: logs, mostly. Devices, pipes and sockets are left out. */
export const writtenPaths = (files: readonly OpenFile[]): readonly string[] => [
	...new Set(
		files
			.filter(({path, written}) => written && path.startsWith('/') && !/^\/(dev|proc|sys|memfd:)/.test(path))
			.map(({path}) => path),
	),
];
