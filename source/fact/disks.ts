import {command, type Observation} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import type {Words} from '../engine/words.ts';
import {whyNothing} from './ladder.ts';
import {type Mount, mountOf, readMounts} from './mounts.ts';
import {writtenPaths} from './open-files.ts';
import {type ServiceProcess, serviceProcess} from './service-process.ts';
import {sentences, unreadable} from './unreadable.ts';

/** A file system that the service uses. */
export type Disk = {
	readonly point: string;
	readonly type: string;
	/** The service's own paths on it: where it runs, what it writes. */
	readonly paths: readonly string[];
	readonly readOnly: boolean;
	/** A file on it is open for writing: with `readOnly`, the kernel took the right to write away after an error. */
	readonly written: boolean;
	/** One of the paths is the service's own; the others are where all programs put passing files. */
	readonly owned: boolean;
	/** Used of what programs may use, 0 to 1, as df's Capacity. */
	readonly used?: number;
	readonly freeKb?: number;
	readonly inodesUsed?: number;
	readonly inodesFree?: number;
};

/** One line of `df -P`: sizes in kB, or with -i in inodes. */
export type DfRow = {readonly point: string; readonly used?: number; readonly free: number};

/** Reads `df -P -k` or `df -P -i`; a file system without sizes or inodes shows `-` or 0, and has no share. */
export const readDf = (text: string): readonly DfRow[] =>
	text.split('\n').flatMap(line => {
		const match = /^.+?\s+(\d+|-)\s+(\d+|-)\s+(\d+|-)\s+(?:(\d+)%|-)\s+(\/.*)$/.exec(line);
		if (!match) return [];
		const [, total, , free, percent, point = ''] = match;
		const sized = Number(total) > 0 && percent !== undefined;
		return [{point, free: Number(free) || 0, ...(sized && {used: Number(percent) / 100})}];
	});

// Images that are always full and never writable.
const isImage = ({type}: Mount): boolean => /^(squashfs|iso9660|erofs|cramfs|udf)$/.test(type);

// Absolute paths among the arguments: a folder of data or of a configuration, `/srv/x`, `--data=/srv/x`.
const namedPaths = ({args}: ServiceProcess): readonly string[] =>
	args.slice(1).flatMap(word => /^(?:--?[\w-]+=)?(\/[^\s:;,]+)$/.exec(word)?.[1] ?? []);

/** The paths that a service itself uses: where it runs, what it writes, what it was started with. */
const ownPaths = (service: readonly ServiceProcess[]): readonly string[] => [
	...new Set(
		service.flatMap(one => [
			...(one.cwd?.startsWith('/') ? [one.cwd] : []),
			...writtenPaths(one.openFiles ?? []),
			...namedPaths(one),
		]),
	),
];

// Where programs put passing files, whoever they are.
const commonPaths = ['/', '/tmp', '/var', '/var/log'];

/** Joins mounts, sizes and paths into the file systems that hold the paths. */
const disksOf = ({
	mounts,
	paths,
	written,
	own,
	space,
	inodes,
}: {
	readonly mounts: readonly Mount[];
	readonly paths: readonly string[];
	readonly written: readonly string[];
	readonly own: readonly string[];
	readonly space: readonly DfRow[];
	readonly inodes: readonly DfRow[];
}): readonly Disk[] => {
	const points = new Map<string, {readonly mount: Mount; readonly paths: string[]}>();
	for (const path of paths) {
		const mount = mountOf(mounts, path);
		if (!mount || isImage(mount)) continue;
		const entry = points.get(mount.point) ?? {mount, paths: []};
		entry.paths.push(path);
		points.set(mount.point, entry);
	}

	return [...points.values()].map(({mount, paths: held}) => {
		const rowOf = (rows: readonly DfRow[]) => rows.find(({point}) => point === mount.point);
		const [size, nodes] = [rowOf(space), rowOf(inodes)];
		return {
			point: mount.point,
			type: mount.type,
			paths: held,
			readOnly: mount.options.includes('ro'),
			written: held.some(path => written.includes(path)),
			owned: held.some(path => own.includes(path)),
			...(size?.used !== undefined && {used: size.used, freeKb: size.free}),
			...(nodes?.used !== undefined && {inodesUsed: nodes.used, inodesFree: nodes.free}),
		};
	});
};

const unknownDisks: Words = {en: "Which disks the service uses isn't known.", zh: '不知道服务使用哪些磁盘。'};

const unknownSpace = ({en, zh}: Words): Words => ({
	en: `How full the disks are isn't known (${en}).`,
	zh: `不知道磁盘用了多少（${zh}）。`,
});

const otherRoot = (root: string): Words => ({
	en: `The service runs with another root (${root}), which is not looked into.`,
	zh: `服务以另一个根目录运行 (${root})，其中没有查看。`,
});

/** The file systems that the service uses. A dead network file system makes df hang, which its time limit ends. */
export const disks: Fact<readonly Disk[]> = {
	id: 'disks',
	what: {en: 'the disks that the service uses', zh: '服务使用的磁盘'},
	lookUp: async look => {
		const service = await look.know(serviceProcess);
		const processes = service.known ? service.value : [];
		const away = processes.find(({root}) => root !== undefined && root !== '/');
		const own = ownPaths(processes.filter(one => one !== away));
		const paths = [...new Set([...own, ...commonPaths])];
		const table = await look.run(command('cat', '/proc/mounts'));
		const mounts = readMounts(table.stdout);
		const points = [...new Set(paths.flatMap(path => mountOf(mounts, path)?.point ?? []))];
		const df = (unit: string) => look.run({...command('df', '-P', unit, ...points), timeoutMs: 2000});
		const [space, inodes] = await Promise.all([df('-k'), df('-i')]);
		const from: readonly Observation[] = [space, inodes, table];
		const value = disksOf({
			mounts,
			paths,
			own,
			written: processes.flatMap(({openFiles = []}) => writtenPaths(openFiles)),
			space: readDf(space.stdout),
			inodes: readDf(inodes.stdout),
		});
		if (value.length === 0)
			return {known: false, why: unreadable({en: 'the mounts', zh: '挂载表'}, whyNothing(table)), from};
		const blind: readonly Words[] = [
			...(space.failure ? [unknownSpace(whyNothing(space))] : []),
			...(away ? [otherRoot(away.root ?? '')] : []),
			...(service.known ? [] : [unknownDisks]),
		];
		return {known: true, value, from, ...(blind.length > 0 && {blindTo: sentences(blind)})};
	},
};
