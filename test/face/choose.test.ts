import {expect, test} from 'vitest';
import {chooseFace, type Surroundings} from '../../source/face/choose.ts';
import {mayColour, prepareColour} from '../../source/face/colour.ts';

const terminal: Surroundings = {
	stdinIsTty: true,
	stdoutIsTty: true,
	stdinHolds: 'answers',
	columns: 80,
	rows: 24,
	env: {TERM: 'xterm-256color'},
	wanted: 'any',
};

test('a terminal gets Ink', () => {
	expect(chooseFace(terminal)).toEqual({face: 'ink'});
});

test.each<readonly [string, Partial<Surroundings>]>([
	['--plain', {wanted: 'plain'}],
	['the output is not a terminal', {stdoutIsTty: false}],
	['the answers do not come from a terminal', {stdinIsTty: false}],
	['TERM=dumb', {env: {TERM: 'dumb'}}],
	['ACCESSIBLE is set', {env: {ACCESSIBLE: '1'}}],
	['INK_SCREEN_READER is set', {env: {INK_SCREEN_READER: 'true'}}],
	['CI is set', {env: {CI: 'true'}}],
	['the terminal is smaller than 24x10', {rows: 0, columns: 0}],
	['the terminal is smaller than 24x10', {rows: 6}],
])('plain, because %s', (because, surroundings) => {
	expect(chooseFace({...terminal, ...surroundings})).toEqual({face: 'plain', because});
});

test.each([{ACCESSIBLE: '0'}, {ACCESSIBLE: ''}, {CI: 'false'}])('%j is as good as unset', env => {
	expect(chooseFace({...terminal, env})).toEqual({face: 'ink'});
});

test('nobody can answer: says which command asks nothing', () => {
	const chosen = chooseFace({...terminal, stdinIsTty: false, stdinHolds: 'nothing', wanted: 'plain'});
	expect(chosen.face === 'none' && chosen.problem.en).toContain('slb-wizard check');
});

test.each([
	[{NO_COLOR: '1'}, '0'],
	[{NO_COLOR: '1', FORCE_COLOR: '3'}, '0'],
	[{NO_COLOR: ''}, undefined],
	[{}, undefined],
])('%j leaves FORCE_COLOR=%s for Ink', (given, expected) => {
	const env: Record<string, string | undefined> = {...given};
	prepareColour(env);
	expect(env.FORCE_COLOR).toBe(expected);
});

test.each([
	[{}, true, 'colour'],
	[{}, false, 'none'],
	[{TERM: 'dumb'}, true, 'none'],
	[{NO_COLOR: '1', FORCE_COLOR: '1'}, true, 'none'],
	[{FORCE_COLOR: '1'}, false, 'colour'],
	[{FORCE_COLOR: '0'}, true, 'none'],
])('%j on a terminal: %s gives %s', (env, isTty, expected) => {
	expect(mayColour(env, isTty)).toBe(expected);
});
