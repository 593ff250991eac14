import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';

const flags = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
	'--hide-scrollbars',
	'--enable-logging=stderr',
	'--log-level=0',
];

const limitMs = 120_000;

export type View = {readonly width: number; readonly height: number; readonly scheme: 'light' | 'dark'};

/** Opens a file in a browser of its own; what it printed, and what pages said on their consoles. */
export const browse = (
	args: readonly string[],
	{width, height, scheme}: View,
): {readonly stdout: string; readonly console: string} => {
	const profile = mkdtempSync(join(tmpdir(), 'slbw-browser-'));
	try {
		const {stdout, stderr, error} = spawnSync(
			'chromium',
			[
				...flags,
				`--user-data-dir=${profile}`,
				`--window-size=${width},${height}`,
				...(scheme === 'dark'
					? ['--blink-settings=preferredColorScheme=0']
					: ['--blink-settings=preferredColorScheme=1']),
				...args,
			],
			{encoding: 'utf8', timeout: limitMs, maxBuffer: 64 * 1024 * 1024},
		);
		if (error !== undefined) throw error;
		return {
			stdout,
			console: stderr
				.split('\n')
				.filter(line => line.includes('CONSOLE'))
				.join('\n'),
		};
	} finally {
		rmSync(profile, {recursive: true, force: true, maxRetries: 5, retryDelay: 200});
	}
};

/** What a page looks like from within, at one size. */
export type Seen = {
	readonly width: number;
	/** Elements that reach over the right edge. */
	readonly tooWide: readonly string[];
	readonly title: string;
	readonly pictures: number;
	/** Words of pictures that reach over the picture's edge. */
	readonly cut: readonly string[];
	readonly dark: boolean;
	readonly lang: string;
	/** What stands before the first cell of a wide table: its head, where rows are written one cell under the other. */
	readonly label: string;
	/** The names of its elements, each once, and how many of these handle an event. */
	readonly elements: string;
	readonly handlers: number;
};

// It runs in a page of the test's own, around the pages that are looked at: these run nothing.
const look = `onload = () => {
	const seen = [...document.querySelectorAll('iframe')].map(frame => {
		const page = frame.contentDocument, view = frame.contentWindow;
		const width = page.documentElement.clientWidth;
		return {
			width,
			tooWide: [page.documentElement, ...page.querySelectorAll('body *:not(svg *)')]
				.filter(one => one.getBoundingClientRect().right > width + 0.5 || one.scrollWidth > one.clientWidth + 1 && view.getComputedStyle(one).display !== 'inline')
				.map(one => one.outerHTML.slice(0, 80)),
			title: page.title,
			lang: page.documentElement.lang,
			label: view.getComputedStyle(page.querySelector('table.wide td[data-head]') ?? page.body, '::before').content,
			pictures: page.querySelectorAll('figure svg').length,
			cut: [...page.querySelectorAll('svg text')]
				.filter(text => { const {x, width: w} = text.getBBox(); return x + w > text.ownerSVGElement.viewBox.baseVal.width + 0.5; })
				.map(text => text.textContent),
			elements: [...new Set([...page.querySelectorAll('*')].map(one => one.localName))].sort().join(' '),
			handlers: [...page.querySelectorAll('*')].filter(one => one.getAttributeNames().some(name => name.startsWith('on'))).length,
			dark: view.matchMedia('(prefers-color-scheme: dark)').matches && /^rgb\\((?:\\d|[1-5]\\d), /.test(view.getComputedStyle(page.body).backgroundColor),
		};
	});
	document.body.textContent = JSON.stringify(seen);
};`;

/** Opens pages side by side in one browser, each in a frame of the view's size; what each looks like, and their consoles. */
export const lookAt = (
	pages: readonly string[],
	view: View,
): {readonly seen: readonly Seen[]; readonly console: string} => {
	const frames = pages.map(
		page => `<iframe src="file://${page}" style="width:${view.width}px;height:${view.height}px;border:0"></iframe>`,
	);
	const outer = join(dirname(pages[0] ?? tmpdir()), 'outer.html');
	writeFileSync(outer, `<!doctype html><meta charset="utf-8"><script>${look}</script>${frames.join('')}`);
	const {stdout, console} = browse(['--allow-file-access-from-files', '--dump-dom', `file://${outer}`], view);
	const body = /<body>(.*)<\/body>/s.exec(stdout)?.[1] ?? '[]';
	const text = body.replace(/&(lt|gt|amp);/g, (_, name) => ({lt: '<', gt: '>', amp: '&'})[String(name)] ?? '');
	return {seen: JSON.parse(text), console};
};

/** Whether a program is there. */
export const isInstalled = (program: string): boolean => {
	try {
		execFileSync(program, ['--version'], {stdio: 'ignore'});
		return true;
	} catch {
		return false;
	}
};
