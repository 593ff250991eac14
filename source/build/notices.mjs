import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

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

/** The names and licence texts of all packages that these modules belong to. */
export const notices = modules => {
	const files = modules.filter(id => id.includes('node_modules') && !id.startsWith('\0'));
	const folders = [...new Set(files.map(id => packageFolder(id.split('?', 1)[0])))].sort();
	const rule = `\n${'-'.repeat(80)}\n\n`;
	return `slb-wizard contains these packages: bundled, minified, and without the parts that it does not use.\n${rule}${folders.map(notice).join(rule)}`;
};
