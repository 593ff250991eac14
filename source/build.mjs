import {chmodSync, existsSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {notices} from './build/notices.mjs';
import {keepYogaFromFetching, standIn} from './build/stand-ins.mjs';
import {startOf} from './build/start.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** What another process that builds at the same time may have done first. */
const races = new Set(['ENOENT', 'ENOTEMPTY', 'EEXIST']);

/** Renames unless another process was first; says whether it did. */
const isRenamed = (from, to) => {
	try {
		renameSync(from, to);
		return true;
	} catch (error) {
		if (races.has(error.code)) {
			return false;
		}

		throw error;
	}
};

/** Puts the finished folder in place. Whoever comes second wins; both are whole. */
const replace = (finished, place) => {
	const old = `${finished}.old`;
	do {
		isRenamed(place, old);
	} while (!isRenamed(finished, place));

	rmSync(old, {recursive: true, force: true});
};

/** Bundles the program into dist/: modules that are only sometimes needed become chunks of their own. */
const build = async ({rolldown}) => {
	const startedAt = new Date();
	const start = startOf('source/cli.ts');
	const bundle = await rolldown({
		cwd: root,
		input: {cli: 'source/cli.ts'},
		platform: 'node',
		plugins: [standIn, keepYogaFromFetching, start.plugin],
		transform: {
			target: 'node20.18',
			define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
		},
		logLevel: 'silent',
	});
	const folder = mkdtempSync(join(root, '.dist-'));
	try {
		const {output} = await bundle.write({
			dir: folder,
			format: 'esm',
			entryFileNames: '[name].mjs',
			chunkFileNames: '[name]-[hash].mjs',
			minify: true,
			codeSplitting: {groups: [{name: 'start', test: start.has}]},
		});
		writeFileSync(
			join(folder, 'NOTICES.txt'),
			notices(output.flatMap(part => (part.type === 'chunk' ? part.moduleIds : []))),
		);
		// A source that is changed while this builds has to look newer than the result.
		utimesSync(join(folder, 'cli.mjs'), startedAt, startedAt);
		chmodSync(folder, 0o755);
		replace(folder, dist);
	} finally {
		await bundle.close();
		rmSync(folder, {recursive: true, force: true});
	}
};

// `npm install` of a checkout runs `prepare`, with or without what building needs (`--omit=dev`, `--package-lock-only`).
const isOptional = process.argv.includes('--if-possible');
if (!isOptional || existsSync(join(root, 'node_modules', 'rolldown'))) {
	await build(await import('rolldown'));
}
