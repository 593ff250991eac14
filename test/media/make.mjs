/**
 * Makes media/wizard.svg, and the same in Chinese, from real runs of the demo in a real terminal:
 * `node test/media/make.mjs`, as root. Each run has a network namespace of its own, with the address of the document's example.
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

/** What each picture shows, and the words that the run waits for. */
const pictures = [
	{
		file: 'wizard.svg',
		language: 'en',
		title: 'slb-wizard finds a service that is bound to loopback only',
		words: {
			first: /Enter runs step 1 /,
			second: /Enter runs step 2 /,
			paces: /All at once/,
			chosen: /[❯›>] All at once/,
			end: /Enter closes/,
			verdict: /Unhealthy:/,
		},
	},
	{
		file: 'wizard.zh-CN.svg',
		language: 'zh-CN',
		title: 'slb-wizard 发现服务只监听在回环地址',
		words: {
			first: /Enter 执行步骤 1 /,
			second: /Enter 执行步骤 2 /,
			paces: /一次完成/,
			chosen: /[❯›>] 一次完成/,
			end: /Enter 结束/,
			verdict: /异常：/,
		},
	},
];

/** Chinese letters and marks take two columns; string-width takes some signs for emoji, which terminals don't. */
const widthOf = text =>
	[...text].reduce((sum, letter) => sum + (/[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60]/u.test(letter) ? 2 : 1), 0);

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

const play = async words => {
	const frames = [];
	const keep = (screen, seconds) => frames.push({rows: readScreen(screen.trimEnd(), widthOf), seconds});
	keep(await until(words.first), 4);
	press('Enter');
	keep(await until(words.second), 7);
	press('p');
	await until(words.paces);
	press('Down', 'Down');
	keep(await until(words.chosen), 2);
	press('Enter');
	await until(words.end);
	keep(from(words.verdict), 9);
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

const folder = new URL('../../media/', import.meta.url);
mkdirSync(folder, {recursive: true});
for (const {file, language, title, words} of pictures) {
	const frames = await withBackend(async () => {
		// Signs and their twins depend on the locale.
		const inside = ['env', 'LC_ALL=C.UTF-8', 'ip', 'netns', 'exec', name];
		const command = [...inside, process.execPath, program, 'demo', 'loopback-only', '--lang', language];
		tmux('new-session', '-d', '-s', 'wizard', '-x', `${size.columns}`, '-y', `${size.rows}`, ...command);
		try {
			return await play(words);
		} finally {
			tmux('kill-server');
		}
	});
	const svg = drawSvg({frames, ...size, title, widthOf});
	writeFileSync(new URL(file, folder), svg);
	console.log(`media/${file}: ${frames.length} screens, ${Math.ceil(svg.length / 1000)} kB`);
}
