import {spawn, spawnSync} from 'node:child_process';
import {readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const measurer = fileURLToPath(new URL('measure.py', import.meta.url));

export const median = numbers => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** Runs a command once; see measure.py. */
export const measure = words =>
	new Promise((resolve, reject) => {
		const child = spawn('python3', [measurer, ...words], {stdio: ['ignore', 'pipe', 'inherit']});
		let output = '';
		child.stdout.on('data', piece => {
			output += piece;
		});
		child.on('error', reject);
		child.on('close', status => (status === 0 ? resolve(JSON.parse(output)) : reject(new Error(words.join(' ')))));
	});

/** Builds and packs the program as it is published, and unpacks it; its bin, and the size of the package in bytes. */
export const unpack = folder => {
	const isDone = (file, ...args) => spawnSync(file, args, {cwd: root, stdio: ['ignore', 'ignore', 2]}).status === 0;
	const archive = join(folder, `slb-wizard-${version}.tgz`);
	const steps = [
		[process.execPath, join(root, 'source', 'bin.mjs'), '--help'],
		['npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder],
		['tar', 'xzf', archive, '-C', folder],
	];
	if (!steps.every(step => isDone(...step))) {
		throw new Error('The program could not be packed.');
	}

	return {program: join(folder, 'package', 'source', 'bin.mjs'), bytes: statSync(archive).size};
};

/** Puts a table between `<!-- name -->` and `<!-- /name -->` of README.md. */
export const putIntoReadme = (name, table) => {
	const readme = join(root, 'README.md');
	const text = readFileSync(readme, 'utf8');
	const place = new RegExp(`(<!-- ${name} -->\n).*?(<!-- /${name} -->)`, 's');
	if (!place.test(text)) {
		throw new Error(`README.md has no <!-- ${name} --> … <!-- /${name} -->.`);
	}

	writeFileSync(
		readme,
		text.replace(place, (_all, before, after) => `${before}${table}\n${after}`),
	);
};
