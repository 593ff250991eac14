import {
	chmodSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {dirname, join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

const undici = name => JSON.stringify(join(root, 'node_modules', 'undici', 'lib', name));

/** Of undici only the client of one connection and its `request`, joined as undici joins them: 100 ms less to load. */
const undiciClient = `
import Client from ${undici('dispatcher/client.js')};
import request from ${undici('api/api-request.js')};
Client.prototype.request = request;
export {Client};
`;

/**
 * One string-width for everybody, which measures letters, punctuation, lines and Braille dots (all one column wide)
 * without the tables of emoji: making those ready takes 50 ms of the time to the first frame.
 */
const stringWidth = `
import measure from ${JSON.stringify(join(root, 'node_modules', 'string-width', 'index.js'))};
const narrow = /^[ -~\u2010-\u2027\u2500-\u257f\u2800-\u28ff]*$/;
export default (text, options) => options === undefined && typeof text === 'string' && narrow.test(text) ? text.length : measure(text, options);
`;

/** What stands in for modules of which little or nothing is used. */
const replaced = new Map([
	['undici', undiciClient],
	['string-width', stringWidth],
	['react-devtools-core', 'export default {initialize() {}, connectToDevTools() {}};'],
	['./devtools.js', 'export {};'],
	['@inquirer/editor', "export default () => { throw new Error('There is no editor in this program.'); };"],
]);

const replaceModules = {
	name: 'replace-modules',
	resolveId: name => (replaced.has(name) ? {id: `\0${name}`} : null),
	load: id => replaced.get(id.slice(1)) ?? null,
};

/**
 * Yoga would read the program that it carries (as a data: URL) with fetch, and Node loads 25 ms of code for its first
 * fetch. Without a fetch it decodes the text itself.
 */
const keepYogaFromFetching = {
	name: 'keep-yoga-from-fetching',
	transform: (code, id) => (id.includes('yoga-wasm-base64') ? `const fetch = undefined;\n${code}` : null),
};

/** The folder of the package that a file belongs to: the nearest one with a package.json that has a name and a version. */
const packageFolder = file => {
	for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
		const about = join(folder, 'package.json');
		if (existsSync(about) && JSON.parse(readFileSync(about, 'utf8')).version !== undefined) {
			return folder;
		}
	}

	throw new Error(`${file} belongs to no package.`);
};

/** A package's name, version, licence and the text of it. */
const notice = folder => {
	const {name, version, license, author} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const texts = readdirSync(folder)
		.filter(file => /^(?:licen[cs]e|copying|notice)/i.test(file))
		.map(file => readFileSync(join(folder, file), 'utf8').trim());
	const by = typeof author === 'string' ? author : (author?.name ?? 'its authors');
	return `${name} ${version} (${license})\n\n${texts.join('\n\n') || `Copyright (c) ${by}. Licence: ${license}.`}\n`;
};

const notices = modules => {
	const files = modules.filter(id => id.includes('node_modules') && !id.startsWith('\0'));
	const folders = [...new Set(files.map(id => packageFolder(id.split('?', 1)[0])))].sort();
	const rule = `\n${'-'.repeat(80)}\n\n`;
	return `slb-wizard contains these packages: bundled, minified, and without the parts that it does not use.\n${rule}${folders.map(notice).join(rule)}`;
};

/** Puts the finished folder in place. Whoever comes second wins; both are whole. */
const replace = (finished, place) => {
	const old = `${finished}.old`;
	for (;;) {
		if (existsSync(place)) {
			renameSync(place, old);
		}

		try {
			renameSync(finished, place);
			break;
		} catch (error) {
			if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') {
				throw error;
			}
		} finally {
			rmSync(old, {recursive: true, force: true});
		}
	}
};

/** Bundles the program into dist/: modules that are only sometimes needed become chunks of their own. */
const build = async ({rolldown}) => {
	const startedAt = new Date();
	const bundle = await rolldown({
		cwd: root,
		input: {cli: 'source/cli.ts'},
		platform: 'node',
		plugins: [replaceModules, keepYogaFromFetching],
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
