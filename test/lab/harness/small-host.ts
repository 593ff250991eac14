import {chmodSync, copyFileSync, mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {must} from './execute.ts';
import type {Lab} from './lab.ts';
import {reachOverSsh, type SshWay} from './ssh.ts';

/** What a small host has: busybox, and little else. */
export type SmallHost = {
	/** Applets of busybox that were left out when it was built. */
	readonly without?: readonly string[];
	/** Programs of this machine that are there as well, instead of an applet of the same name. */
	readonly with?: readonly string[];
	/** Programs of this machine that only those scripts find, in /bin/there. */
	readonly beside?: readonly string[];
	/** What its /proc says of its kernel. */
	readonly kernel?: 'without nf_tables';
	/** Words to put before its login. */
	readonly inside?: readonly string[];
	/** Programs that are scripts: the text by the name. */
	readonly instead?: Readonly<Record<string, string>>;
};

/** Folders of this machine that the small host has too: its files are those of the backend, its programs aren't. */
const shared = ['/etc', '/run', '/var'];

/** What programs of this machine can't do without. */
const libraries = ['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/usr/share'];

/** What reads of the kernel: a file of /proc that a kernel lacks can't be laid over. */
const oldKernel = {
	cat: `case $1 in /proc/modules) echo "ip_tables 28672 1 iptable_filter, Live 0x0000000000000000"; exit;; esac
exec busybox cat "$@"`,
	grep: 'for word; do case $word in /proc/kallsyms) exit 1;; esac; done; exec busybox grep "$@"',
};

/**
 * A root folder with busybox and its applets, entered with chroot(8) in a mount namespace that ends with the login; sshd itself
 * runs outside of it, in the backend's network namespace.
 */
export const reachSmallHost = async (lab: Lab, host: SmallHost = {}): Promise<SshWay> => {
	const root = join(lab.directory, 'small');
	const bin = join(root, 'bin');
	// Busybox's shell finds its own applets before it looks for programs: one that lacks some is another shell.
	const programs = [...(host.with ?? []), ...(host.without === undefined ? [] : ['dash'])];
	const folders = [...shared, lab.directory, ...(programs.length > 0 ? libraries : [])];
	for (const folder of ['/bin/there', '/proc', '/sys', '/dev', ...folders])
		mkdirSync(join(root, folder), {recursive: true});
	copyFileSync('/bin/busybox', join(bin, 'busybox'));
	chmodSync(join(bin, 'busybox'), 0o755);
	const scripts = Object.entries({...(host.kernel === undefined ? {} : oldKernel), ...host.instead});
	const others = new Set([...(host.without ?? []), ...programs, ...scripts.map(([name]) => name), 'busybox']);
	const applets = (await must('busybox', ['--list'])).split('\n').filter(name => name !== '' && !others.has(name));
	for (const applet of applets) symlinkSync('busybox', join(bin, applet));
	const copy = (name: string, to: string) =>
		must('sh', ['-c', `PATH=/usr/sbin:/usr/bin:/sbin:/bin; cp -L "$(command -v ${name})" ${to}/${name}`]);
	for (const name of programs) await copy(name, bin);
	for (const name of host.beside ?? []) await copy(name, join(bin, 'there'));
	if (programs.includes('dash')) await must('ln', ['-sf', 'dash', join(bin, 'sh')]);
	for (const [name, text] of scripts) {
		writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
		chmodSync(join(bin, name), 0o755);
	}

	const enter = lab.write(
		'enter-small.sh',
		`#!/bin/sh
exec unshare -m sh -c '
mount --make-rprivate /
for folder in /proc /sys; do mount --rbind $folder ${root}$folder; done
for folder in /dev ${folders.join(' ')}; do [ -d $folder ] && mount --bind $folder ${root}$folder; done
exec env -i PATH=/bin:/sbin:/usr/bin:/usr/sbin HOME=/ chroot ${root} /bin/sh -c "$SSH_ORIGINAL_COMMAND"'
`,
	);
	chmodSync(enter, 0o755);
	return reachOverSsh(lab, lab.backend, {options: [`ForceCommand=${enter}`], inside: host.inside ?? []});
};
