import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {say, speak, type Words} from '../../source/engine/words.ts';
import {readResult} from '../../source/form/read-result.ts';
import {beginSession} from '../../source/session/begin.ts';
import {mostBytes, SessionFile} from '../../source/session/file.ts';
import {listSessions} from '../../source/session/list.ts';
import {readSession} from '../../source/session/read.ts';
import {openListed} from '../../source/session/store.ts';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'slbw-zh-'));
	speak('zh-CN');
});
afterEach(() => {
	speak('en');
	rmSync(folder, {recursive: true});
});

const about = {version: '9.9.9', given: {port: 80}};

/** Why there is none, in the language that is spoken. */
const problemOf = (outcome: object): unknown => {
	const problem: unknown = 'problem' in outcome ? outcome.problem : undefined;
	return isWords(problem) ? say(problem) : problem;
};

const isWords = (problem: unknown): problem is Words =>
	typeof problem === 'object' && problem !== null && 'en' in problem && 'zh' in problem;

test('why a session can’t be read or kept', () => {
	const begun = beginSession(folder, about);
	const path = 'file' in begun ? begun.file.path : '';
	const head = readFileSync(path, 'utf8');
	const notThere = join(folder, 'file');
	writeFileSync(notThere, '');
	expect(
		[
			readSession(head.replace('"schema":1', '"schema":2')),
			readSession(head.replace('"schema":1', '"schema":0')),
			readSession('hello\n'),
			readSession('{"is":"session","schema":1}\n'),
			openListed({id: 'x', turn: 1, path: join(folder, 'x.jsonl'), changedMs: 0}),
			listSessions(notThere),
			beginSession(notThere, about),
			readResult('hello'),
			readResult('{"schemaVersion":1}'),
			readResult('3'),
		].map(outcome => `${problemOf(outcome)}`.replaceAll(folder, '<folder>')),
	).toEqual([
		'由更新版本的 slb-wizard 写入（格式编号为 2，本程序读取 1）：请升级 slb-wizard 后再继续',
		'由较旧版本的 slb-wizard 写入（格式编号为 0），本版本已无法读取',
		'不是 slb-wizard 的会话，或首行已损坏',
		'已损坏：首行无法读取',
		'无法读取（没有这个文件或目录）',
		'无法读取 <folder>/file（路径的一部分不是目录）',
		'不保存本次会话：无法使用 <folder>/file（路径的一部分不是目录）。检查继续进行。',
		'不是 JSON',
		'不是 slb-wizard 的结果：tool 不符合 slb-wizard schema 的规定',
		'不是 slb-wizard 的结果：文档不符合 slb-wizard schema 的规定',
	]);
});

test('that a session is kept no further', () => {
	const begun = beginSession(folder, about);
	const path = 'file' in begun ? begun.file.path : '';
	const full = new SessionFile(path, {bytes: mostBytes, refs: 0});
	expect(full.write({type: 'terminal-returned'})).toBe(
		`本次会话只保存到此处：无法写入 ${path}（已达到大小上限 32 MiB）。检查继续进行。`,
	);
});
