import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {keepScore} from '../../source/session/drill-scores.ts';

const makePlace = (): string => {
	const folder = mkdtempSync(join(tmpdir(), 'slb-wizard-scores-'));
	onTestFinished(() => rmSync(folder, {recursive: true}));
	return folder;
};

test('the best points of each fault are kept', () => {
	const path = join(makePlace(), 'state', 'drill.json');
	expect(keepScore(path, 'hung', 60)).toBeUndefined();
	expect(keepScore(path, 'hung', 90)).toBe(60);
	expect(keepScore(path, 'hung', 10)).toBe(90);
	expect(keepScore(path, '__proto__', 50)).toBeUndefined();
	expect(keepScore(path, 'hung', 10)).toBe(90);
});

test.each(['', 'no JSON', '{"schema":2,"best":{"hung":5}}', '{"schema":1,"best":{"hung":"much"}}'])(
	'a file that holds %j is begun anew',
	text => {
		const path = join(makePlace(), 'drill.json');
		writeFileSync(path, text);
		expect(keepScore(path, 'hung', 60)).toBeUndefined();
		expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({schema: 1, best: {hung: 60}});
	},
);

test('where it can’t be written nothing is kept, and nothing ends', () => {
	const path = join(makePlace(), 'file', 'drill.json');
	writeFileSync(join(path, '..'), 'a file where the folder should be');
	expect(keepScore(path, 'hung', 60)).toBeUndefined();
});
