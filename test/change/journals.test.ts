import {mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import {entries, isOpen, tell} from '../../source/change/host-journal.ts';
import {OwnJournal} from '../../source/change/own-journal.ts';
import type {Observation} from '../../source/engine/command.ts';
import type {Host} from '../../source/engine/host.ts';

const folder = mkdtempSync(join(tmpdir(), 'slbw-journal-'));
afterAll(() => rmSync(folder, {recursive: true}));

test('the journal here is private, and each thing is a line', () => {
	const journal = new OwnJournal(join(folder, 'deep/er'));
	expect(journal.write({id: '1', where: 'local', status: 'begun', undo: ['a\nb']})).toBeUndefined();
	expect(journal.write({id: '1', where: 'local', status: 'kept'})).toBeUndefined();
	const lines = readFileSync(journal.file, 'utf8').trimEnd().split('\n');
	expect(lines.map(line => JSON.parse(line).status)).toEqual(['begun', 'kept']);
	expect(statSync(journal.file).mode & 0o777).toBe(0o600);
});

test('a journal that can’t be written says so, and where', () => {
	const journal = new OwnJournal('/dev/null/nowhere');
	expect(journal.write({id: '1', where: 'local', status: 'begun'})).toEqual({
		en: expect.stringMatching(/^The journal \/dev\/null\/nowhere.* can’t be written: a part of the path is no folder/),
		zh: expect.stringMatching(/^无法写入日志 \/dev\/null\/nowhere.*：路径的一部分不是目录/),
	});
});

const host = (outcome: Partial<Observation>): Host => ({
	where: 'local',
	run: async command => ({command, stdout: '', stderr: '', durationMs: 1, exitCode: 0, ...outcome}),
	probe: () => new Promise(() => {}),
});

describe('the journal on the host', () => {
	test('an entry is read, whatever its words are', async () => {
		const plan = JSON.stringify({code: 'c', title: 'entry\nof evil', make: ['m'], undo: ['u']});
		const stdout = `entry /var/lib/slb-wizard/changes/00c0ffee
status changed
boot same
left 7
watched yes
since 1700000000
who me@here
by 
plan ${plan}
differs < -A INPUT -j DROP
entry /var/lib/slb-wizard/changes/0badc0de
status prepared
boot same
left -9
watched no
since 
who 
by 
plan not JSON
`;
		const all = await entries(host({stdout}));
		expect(all).toMatchObject([
			{id: '00c0ffee', status: 'changed', leftS: 7, isWatched: true, undo: ['u'], differs: ['< -A INPUT -j DROP']},
			{id: '0badc0de', status: 'prepared', code: 'unknown', make: []},
		]);
		expect('refusal' in all ? [] : all.map(isOpen)).toEqual([true, false]);
	});

	test.each<readonly [string, Partial<Observation>, string]>([
		['another change holds the host', {exitCode: 22, stderr: '0badc0de changed 1 me\n'}, 'busy'],
		['no place for the entry', {exitCode: 21, stderr: '/var/lib\n'}, 'no-place'],
		['nobody is root', {exitCode: 20, stderr: 'carol\n'}, 'not-root'],
		['it is over', {exitCode: 24, stderr: 'undone\n'}, 'over'],
		['a status that nobody gave', {exitCode: 3}, 'broken'],
		['no shell at all', {failure: 'not-found'}, 'broken'],
		['the host is gone', {failure: 'unreachable', stderr: 'web-3 can’t be reached'}, 'unreachable'],
	])('%s', async (_name, outcome, is) => {
		const {exitCode: _none, ...bare} = {exitCode: undefined, ...outcome};
		const said = await tell(host('failure' in outcome ? bare : outcome), '00c0ffee', 'make', 'me');
		expect(said).toMatchObject({refusal: {is}});
	});
});
