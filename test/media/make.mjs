/**
 * Makes media/wizard.svg from a real run of the demo in a real terminal: `node test/media/make.mjs`, as root.
 * The run has a network namespace of its own, with the address of the document's example.
 */
import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {setTimeout as wait} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {readScreen} from './cells.mjs';
import {drawSvg} from './svg.mjs';

const size = {columns: 88, rows: 30};
const program = process.argv[2] ?? fileURLToPath(new URL('../../source/bin.mjs', import.meta.url));
const name = `slb-wizard-media-${process.pid}`;

const run = (file, ...words) => execFileSync(file, words, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
const tmux = (...words) => run('tmux', '-L', name, '-f', '/dev/null', ...words);
const bare = screen => screen.replace(/\u001B\[[\d;:]*m/g, '');

/** Nothing in the demo is wide; string-width takes some marks for emoji, which terminals don't. */
const widthOf = text => [...text].length;

/** Waits until the screen shows the words; returns it with its colours. */
const until = async words => {
	const end = Date.now() + 60_000;
	for (;;) {
		const screen = tmux('capture-pane', '-e', '-p', '-t', 'wizard');
		if (words.test(bare(screen))) return screen;
		if (Date.now() > end) throw new Error(`The screen never showed ${words}:\n${bare(screen)}`);
		await wait(50);
	}
};

/** The rows from the first that has the words on, as far as one screen goes, scrollback and all. */
const from = words => {
	const lines = tmux('capture-pane', '-e', '-p', '-S', '-', '-t', 'wizard').split('\n');
	const start = lines.findIndex(line => words.test(bare(line)));
	return lines.slice(start, start + size.rows).join('\n');
};

const press = (...keys) => tmux('send-keys', '-t', 'wizard', ...keys);

const play = async () => {
	const frames = [];
	const keep = (screen, seconds) => frames.push({rows: readScreen(screen.trimEnd(), widthOf), seconds});
	keep(await until(/Enter runs step 1 /), 4);
	press('Enter');
	keep(await until(/Enter runs step 2 /), 7);
	press('p');
	await until(/All at once/);
	press('Down', 'Down');
	keep(await until(/[❯›>] All at once/), 2);
	press('Enter');
	await until(/Enter closes/);
	keep(from(/Unhealthy:/), 9);
	return frames;
};

/** Runs something in a namespace that has nothing but the document's address. */
const withBackend = async action => {
	run('ip', 'netns', 'add', name);
	try {
		run('ip', '-n', name, 'link', 'set', 'lo', 'up');
		run('ip', '-n', name, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth0-peer');
		run('ip', '-n', name, 'address', 'add', '10.11.192.1/20', 'dev', 'eth0');
		run('ip', '-n', name, 'link', 'set', 'eth0', 'up');
		run('ip', '-n', name, 'link', 'set', 'eth0-peer', 'up');
		run('ip', '-n', name, 'route', 'add', 'default', 'via', '10.11.207.253');
		return await action();
	} finally {
		run('ip', 'netns', 'delete', name);
	}
};

const frames = await withBackend(async () => {
	// Signs and their twins depend on the locale.
	const command = [
		'env',
		'LC_ALL=C.UTF-8',
		'ip',
		'netns',
		'exec',
		name,
		process.execPath,
		program,
		'demo',
		'loopback-only',
	];
	tmux('new-session', '-d', '-s', 'wizard', '-x', `${size.columns}`, '-y', `${size.rows}`, ...command);
	try {
		return await play();
	} finally {
		tmux('kill-server');
	}
});

const title = 'slb-wizard finds a service that is bound to loopback only';
const svg = drawSvg({frames, ...size, title, widthOf});
const folder = new URL('../../media/', import.meta.url);
mkdirSync(folder, {recursive: true});
writeFileSync(new URL('wizard.svg', folder), svg);
console.log(`media/wizard.svg: ${frames.length} screens, ${Math.ceil(svg.length / 1000)} kB`);
