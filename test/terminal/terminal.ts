import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {quoteWord} from '../../source/engine/command.ts';

const exec = promisify(execFile);
const program = new URL('../../source/bin.mjs', import.meta.url).pathname;

/** Whether this machine has tmux; without it these tests are skipped. */
export const hasTmux: boolean = await exec('tmux', ['-V']).then(
	() => true,
	() => false,
);

/** Builds the program where that is needed, so that no test waits for it. */
export const build = async (): Promise<void> => {
	await exec(process.execPath, [program, '--help'], {timeout: 60_000});
};

// What a person who starts the program has; a CI job's own variables would change what is shown.
const environment: Readonly<Record<string, string>> = {
	PATH: process.env.PATH ?? '/usr/sbin:/usr/bin:/sbin:/bin',
	HOME: process.env.HOME ?? '/root',
	TERM: 'screen-256color',
	LANG: 'C.UTF-8',
	...(process.env.XDG_STATE_HOME === undefined ? {} : {XDG_STATE_HOME: process.env.XDG_STATE_HOME}),
};

export type Terminal = {
	/** Waits until the screen holds the words, and gives the screen. */
	readonly until: (words: string | RegExp) => Promise<string>;
	/** Types keys in one read, with tmux's names for keys. */
	readonly keys: (...keys: readonly string[]) => Promise<void>;
	/** What is on the screen; with colours when asked for. */
	readonly screen: (colours?: 'with-colours') => Promise<string>;
	/** Everything since the start, with what has scrolled away. */
	readonly log: () => Promise<string>;
	/** Every byte that the program has written. */
	readonly bytes: () => Promise<string>;
	/** Lets programs set the clipboard, and reads what was set. */
	readonly clipboardOn: () => Promise<void>;
	readonly clipboard: () => Promise<string>;
	readonly resize: (columns: number, rows: number) => Promise<void>;
	/** The process id of the program's shell. */
	readonly pid: () => Promise<number>;
	readonly close: () => Promise<void>;
};

/** Whether a screen holds words; Chinese is broken anywhere. */
const holds = (flat: string, wanted: string): boolean =>
	/\p{Script=Han}/u.test(wanted)
		? flat.replaceAll(' ', '').includes(wanted.replaceAll(' ', ''))
		: flat.includes(wanted);

const waitMs = 40_000;
const readMs = 250;
let count = 0;

/** Starts the built program in a real terminal, on a tmux server of its own; its exit status is shown as `[exit N]`. */
export const openTerminal = async (options: {
	readonly args?: readonly string[];
	readonly columns?: number;
	readonly rows?: number;
	readonly env?: Readonly<Record<string, string>>;
	/** A shell command line instead of the program; `PROGRAM` in it stands for the program. */
	readonly shell?: string;
}): Promise<Terminal> => {
	const {args = [], columns = 80, rows = 24, env = {}, shell} = options;
	count++;
	const socket = `slbw-${process.pid}-${count}`;
	const folder = mkdtempSync(join(tmpdir(), 'slbw-'));
	const tmux = async (...words: readonly string[]): Promise<string> =>
		(await exec('tmux', ['-L', socket, '-f', '/dev/null', ...words])).stdout;
	const start = [process.execPath, program].map(quoteWord).join(' ');
	const line = shell?.replaceAll('PROGRAM', start) ?? `${start} ${args.map(quoteWord).join(' ')}`;
	const words = Object.entries({...environment, ...env}).map(([name, value]) => quoteWord(`${name}=${value}`));
	// Ctrl+C in cooked mode is a signal to the shell as well, which has to live to tell the exit status.
	const wrapped = `env -i ${words.join(' ')} sh -c ${quoteWord(`trap : INT; ${line}; echo "[exit $?]"; exec sleep 600`)}`;
	await tmux('new-session', '-d', '-x', `${columns}`, '-y', `${rows}`, `sleep 0.3; exec ${wrapped}`);
	await tmux('set-option', '-g', 'history-limit', '5000');
	await tmux('pipe-pane', '-o', `cat > ${quoteWord(join(folder, 'bytes'))}`);

	const screen = async (colours?: 'with-colours'): Promise<string> =>
		tmux('capture-pane', '-p', ...(colours === undefined ? [] : ['-e']));
	return {
		screen,
		log: async () => tmux('capture-pane', '-p', '-J', '-S', '-5000'),
		bytes: async () => (await exec('cat', [join(folder, 'bytes')])).stdout,
		keys: async (...keys) => {
			await tmux('send-keys', ...keys);
		},
		clipboardOn: async () => {
			await tmux('set-option', '-s', 'set-clipboard', 'on');
		},
		clipboard: async () => tmux('show-buffer'),
		resize: async (width, height) => {
			await tmux('resize-window', '-x', `${width}`, '-y', `${height}`);
		},
		pid: async () => Number(await tmux('display-message', '-p', '#{pane_pid}')),
		until: async wanted => {
			const end = performance.now() + waitMs;
			for (;;) {
				const now = await screen();
				// A narrow screen breaks the words that are waited for.
				const flat = now.replace(/\s+/g, ' ');
				if (typeof wanted === 'string' ? holds(flat, wanted) : wanted.test(flat)) {
					// The program loses keys that come faster after others than anybody can read.
					await new Promise(resolve => setTimeout(resolve, readMs));
					return screen();
				}

				if (performance.now() > end) throw new Error(`“${wanted}” did not come. The screen:\n${now}`);
				await new Promise(resolve => setTimeout(resolve, 50));
			}
		},
		close: async () => {
			await tmux('kill-server').catch(() => '');
			rmSync(folder, {recursive: true, force: true});
		},
	};
};
