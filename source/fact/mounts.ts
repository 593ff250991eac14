/** A mounted file system. */
export type Mount = {
	readonly device: string;
	readonly point: string;
	readonly type: string;
	readonly options: readonly string[];
};

/** Reads /proc/mounts, where blanks within names are written as octal numbers (fstab(5)). */
export const readMounts = (text: string): readonly Mount[] =>
	text.split('\n').flatMap(line => {
		const [device, point, type, options] = line.split(' ').map(plain);
		return device && point && type && options ? [{device, point, type, options: options.split(',')}] : [];
	});

const plain = (word: string): string =>
	word.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** The mount that holds a path: the one with the longest fitting mount point, and of equal ones the last. */
export const mountOf = (mounts: readonly Mount[], path: string): Mount | undefined =>
	mounts.reduce<Mount | undefined>((best, mount) => {
		const within = mount.point === '/' || path === mount.point || path.startsWith(`${mount.point}/`);
		return within && mount.point.length >= (best?.point.length ?? 0) ? mount : best;
	}, undefined);
