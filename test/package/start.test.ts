import {spawn} from 'node:child_process';
import {
	appendFileSync,
	cpSync,
	existsSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {root} from './tree.ts';

/** A copy of what a fresh clone has, with a program that builds in no time; `node_modules` is the checkout's own. */
const makeClone = (): string => {
	const place = mkdtempSync(join(tmpdir(), 'slb-wizard-clone-'));
	onTestFinished(() => rmSync(place, {recursive: true}));
	for (const name of [
		'package.json',
		'package-lock.json',
		'source/bin.mjs',
		'source/bootstrap.mjs',
		'source/build.mjs',
		'source/build',
	]) {
		cpSync(join(root, name), join(place, name), {recursive: true});
	}

	writeFileSync(
		join(place, 'source', 'cli.ts'),
		"const words: string = 'first';\nconsole.log(words, process.argv.length);\n",
	);
	symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
	return place;
};

type Run = {readonly stdout: string; readonly stderr: string; readonly status: number | null};

const start = (program: string, ...words: readonly string[]): Promise<Run> =>
	new Promise(resolve => {
		const child = spawn(process.execPath, [program, ...words]);
		let [stdout, stderr] = ['', ''];
		child.stdout.on('data', piece => {
			stdout += piece;
		});
		child.stderr.on('data', piece => {
			stderr += piece;
		});
		child.on('close', status => resolve({stdout, stderr, status}));
	});

test('a checkout builds the program when it is first started, and says so on standard error only', async () => {
	const place = makeClone();
	const program = join(place, 'source', 'bin.mjs');
	expect(await start(program)).toEqual({stdout: 'first 2\n', stderr: 'slb-wizard: building …\n', status: 0});
	expect(await start(program)).toEqual({stdout: 'first 2\n', stderr: '', status: 0});
	expect(existsSync(join(place, '.building'))).toBe(false);
});

test('it is built again when a source file is newer, and only then', async () => {
	const place = makeClone();
	const program = join(place, 'source', 'bin.mjs');
	await start(program);
	appendFileSync(join(place, 'source', 'cli.ts'), "console.log('second');\n");
	const later = new Date(Date.now() + 1000);
	utimesSync(join(place, 'source', 'cli.ts'), later, later);
	expect(await start(program)).toMatchObject({stdout: 'first 2\nsecond\n', stderr: 'slb-wizard: building …\n'});
});

test('many starts at once build it once, and all of them work', async () => {
	const program = join(makeClone(), 'source', 'bin.mjs');
	const runs = await Promise.all([1, 2, 3].map(() => start(program)));
	expect(runs.map(({stdout, status}) => ({stdout, status}))).toEqual(
		runs.map(() => ({stdout: 'first 2\n', status: 0})),
	);
	expect(runs.filter(({stderr}) => stderr !== '')).toHaveLength(1);
});

test('a lock whose owner died is taken over', async () => {
	const place = makeClone();
	const owner = spawn(process.execPath, ['-e', '']);
	await new Promise(resolve => {
		owner.on('close', resolve);
	});
	writeFileSync(join(place, '.building'), String(owner.pid));
	expect(await start(join(place, 'source', 'bin.mjs'))).toMatchObject({stdout: 'first 2\n', status: 0});
});

test('it starts through a symbolic link, as npx starts it', async () => {
	const place = makeClone();
	symlinkSync(join(place, 'source', 'bin.mjs'), join(place, 'slb-wizard'));
	expect(await start(join(place, 'slb-wizard'), 'a')).toMatchObject({stdout: 'first 3\n', status: 0});
});

test('--version needs no build', async () => {
	const place = makeClone();
	const {version} = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
	expect(await start(join(place, 'source', 'bin.mjs'), '-V')).toEqual({stdout: `${version}\n`, stderr: '', status: 0});
	expect(existsSync(join(place, 'dist'))).toBe(false);
});

test('a program that cannot be built is inconclusive, not unhealthy', async () => {
	const place = makeClone();
	writeFileSync(join(place, 'source', 'cli.ts'), "import './missing.ts';\n");
	const {stdout, stderr, status} = await start(join(place, 'source', 'bin.mjs'));
	expect({stdout, status}).toEqual({stdout: '', status: 3});
	expect(stderr).toContain('could not be built');
	expect(existsSync(join(place, '.building'))).toBe(false);
});
