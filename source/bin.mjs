#!/usr/bin/env node
import {existsSync, readFileSync, writeSync} from 'node:fs';
import process from 'node:process';

const [major = 0, minor = 0, patch = 0] = process.versions.node.split('.').map(Number);
const isTooOld = major < 20 || (major === 20 && (minor < 18 || (minor === 18 && patch < 1)));
const words = process.argv.slice(2);

/** In a checkout the program is built first when that is needed; a published package holds only the built one. */
const isBuilt = async () => {
	if (!existsSync(new URL('build.mjs', import.meta.url))) {
		return true;
	}

	const {bootstrap} = await import('./bootstrap.mjs');
	return bootstrap();
};

if (isTooOld) {
	process.stderr.write(`slb-wizard needs Node.js 20.18.1 or later; this is ${process.versions.node}.\n`);
	// Not 1, which says that the health check fails.
	process.exitCode = 3;
} else if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
	const about = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
	try {
		// Setting up process.stdout takes as long as all the rest of this.
		writeSync(1, `${JSON.parse(about).version}\n`);
	} catch {
		// Whoever asked has gone.
	}
} else if (await isBuilt()) {
	await import('../dist/cli.mjs');
} else {
	process.exitCode = 3;
}
