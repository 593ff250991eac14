import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, describe, expect, test} from 'vitest';
import {speak} from '../../source/engine/words.ts';
import {written} from '../../source/report/form.ts';
import type {Report} from '../../source/report/report.ts';
import {isInstalled, lookAt, type View} from './browser.ts';
import {hostile} from './hostile-words.ts';
import {judgedRecordings, withTexts} from './judged.ts';

const all = await judgedRecordings();
const chinese = await judgedRecordings('zh-CN');
const folder = mkdtempSync(join(tmpdir(), 'slbw-html-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
afterEach(() => speak('en'));

const save = (name: string, report: Report): string => {
	const path = join(folder, `${name}.html`);
	writeFileSync(path, written(report, 'html'));
	return path;
};

const views: readonly View[] = [
	{width: 360, height: 780, scheme: 'light'},
	{width: 1280, height: 900, scheme: 'dark'},
];

describe.skipIf(!isInstalled('chromium'))('in a real browser (chromium, test/report/packages.txt)', () => {
	test.each(views)('every recording at $width pixels, $scheme: no scrolling sideways, nothing on the console', view => {
		const {seen, console} = lookAt(
			all.map(({name, report}) => save(name, report)),
			view,
		);
		expect(console).toBe('');
		expect(seen).toEqual(
			all.map(({report: {conclusion}}) => ({
				width: view.width,
				tooWide: [],
				title: expect.stringContaining(`Health check of ${conclusion.result.target.backend}`),
				pictures: (conclusion.exhibits ?? []).length,
				cut: [],
				dark: view.scheme === 'dark',
				handlers: 0,
				lang: 'en',
				label: view.width < 400 ? '"Time (Asia/Shanghai): "' : 'none',
				elements: expect.not.stringMatching(/\b(?:script|img|iframe|a|link|object)\b/),
			})),
		);
	});

	test.each(views)(
		'every recording in Chinese at $width pixels, $scheme: nothing is cut, nothing is too wide',
		view => {
			speak('zh-CN');
			const {seen, console} = lookAt(
				chinese.map(({name, report}) => save(`${name}-zh`, report)),
				view,
			);
			expect(console).toBe('');
			expect(seen).toEqual(
				chinese.map(({report: {conclusion}}) =>
					expect.objectContaining({
						...{tooWide: [], cut: [], pictures: (conclusion.exhibits ?? []).length, lang: 'zh-CN'},
						title: expect.stringContaining(`${conclusion.result.target.backend} 端口 `),
						// On a phone each cell of a table has its head before it.
						label: view.width < 400 ? '"时间 (Asia/Shanghai)："' : 'none',
					}),
				),
			);
		},
	);

	test.each(['closed before anything came', 'no connection in time at all', '后端服务器没有及时应答健康检查的请求'])(
		'words beside the longest bar stay in the picture: %s',
		note => {
			const {report} = all[0] ?? expect.fail('no recording');
			const probes = [{name: 'the check', ms: 103, note, is: 'not-accepted'}] as const;
			const latency = {is: 'latency', title: 'Latency', limitMs: 5000, probes} as const;
			const saved = save('latency', {...report, conclusion: {...report.conclusion, exhibits: [latency]}});
			for (const view of views) expect(lookAt([saved], view).seen).toMatchObject([{pictures: 1, cut: [], tooWide: []}]);
		},
	);

	test('hostile words in every text stay words', () => {
		const {report} = all[0] ?? expect.fail('no recording');
		const clean = save('clean', report);
		const dirty = save(
			'hostile',
			withTexts(report, text => `${text} ${hostile.join(' ')}`),
		);
		for (const view of views) {
			const {seen, console} = lookAt([clean, dirty], view);
			expect(seen[1]).toMatchObject({tooWide: [], cut: [], handlers: 0, elements: seen[0]?.elements});
			expect(console).toBe('');
		}
	});
});

test('no picture calls a way well whose answer leaves by the wrong interface', () => {
	const {report} = all.find(({name}) => name.startsWith('the-default-route')) ?? expect.fail('no recording');
	const pictures = /<h2>The probe’s way<\/h2>.*?<\/section>/s.exec(written(report, 'html'))?.[0] ?? '';
	expect(pictures).toContain('leaves by eth1. Whether that is where probes arrive: see return-route-wrong.');
	expect(pictures).not.toContain('class="sign ok"');
});

test.each(all)('$name names nothing outside of itself and holds no script', ({report}) => {
	const page = written(report, 'html');
	expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed|a)\b/i);
	expect(page).not.toMatch(/<[^>]*\b(?:src|href)\s*=|@import|url\(/i);
	expect(page).toContain("default-src 'none'");
	for (const {summary} of report.conclusion.result.causes) expect(page).toContain(summary.split(/[<>&"']/)[0]);
	expect(readFileSync(save('same', report), 'utf8')).toBe(page);
});
