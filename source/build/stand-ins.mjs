import {realpathSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const installedFile = path => realpathSync(join(fileURLToPath(new URL('../../node_modules', import.meta.url)), path));

/** A file of an installed package, as a string literal. */
const installed = path => JSON.stringify(installedFile(path));

/** Of undici only the client of one connection and its `request`, joined as undici joins them: 100 ms less to load. */
const undici = `
import Client from ${installed('undici/lib/dispatcher/client.js')};
import request from ${installed('undici/lib/api/api-request.js')};
Client.prototype.request = request;
export {Client};
`;

/** Letters, punctuation, arrows, lines, blocks, Braille dots and the signs of the wizard: each is one column wide. */
export const narrow = String.raw` -~\u00b7\u00d7\u2010-\u2027\u203a\u2190-\u2193\u2212\u2500-\u259f\u2714\u2716\u276f\u2800-\u28ff`;

/** Chinese letters and marks: each is two columns wide. */
export const wide = String.raw`\u3001\u3002\u3008-\u3011\u4e00-\u9fff\uff01-\uff5e`;

/**
 * One string-width for everybody, which measures such text without the tables of emoji: making those ready takes 50 ms
 * of the time to the first frame.
 */
const stringWidth = `
import measure from ${installed('string-width/index.js')};
import stripAnsi from ${installed('strip-ansi/index.js')};
const plain = /^[${narrow}${wide}]*$/;
const widePart = /[${wide}]/g;
export default (text, options) => {
	if (options !== undefined || typeof text !== 'string') return measure(text, options);
	const bare = text.includes('\\u001B') ? stripAnsi(text) : text;
	return plain.test(bare) ? bare.length + (bare.match(widePart)?.length ?? 0) : measure(text);
};
`;

const standIns = new Map([
	['undici', undici],
	// HTTP/2, which no health check speaks.
	['./client-h2.js', 'export default () => { throw new Error("There is no HTTP/2 in this program."); };'],
	// Bodies of requests, which no health check has.
	[
		'../web/fetch/body.js',
		'export const extractBody = () => { throw new Error("There is no body in this program."); };',
	],
	['string-width', stringWidth],
	// Ink's developer tools, and inquirer's prompt for an editor, are never used.
	['react-devtools-core', 'export default {initialize() {}, connectToDevTools() {}};'],
	['./devtools.js', 'export {};'],
	['@inquirer/editor', "export default () => { throw new Error('There is no editor in this program.'); };"],
]);

/** undici carries its parser twice, once for processors with SIMD; one small answer at a time is parsed by the other as well. */
const twins = new Map([['../llhttp/llhttp_simd-wasm.js', installedFile('undici/lib/llhttp/llhttp-wasm.js')]]);

/** commander wants it for commands that are programs of their own, and there are none here: 2 ms of every start. */
const isForPrograms = (name, importer) => name === 'node:child_process' && /[\\/]commander[\\/]/.test(importer ?? '');
const noPrograms = '\0no-programs';

/** For rolldown: modules of which little or nothing is used get a stand-in. */
export const standIn = {
	name: 'stand-in',
	resolveId: (name, importer) => {
		if (isForPrograms(name, importer)) return {id: noPrograms};
		return standIns.has(name) ? {id: `\0${name}`} : (twins.get(name) ?? null);
	},
	load: id => (id === noPrograms ? 'export default {};' : (standIns.get(id.slice(1)) ?? null)),
};

/**
 * For rolldown: Yoga would read the program that it carries (as a data: URL) with fetch, and Node loads 25 ms of code for
 * its first fetch. Without a fetch it decodes the text itself.
 */
export const keepYogaFromFetching = {
	name: 'keep-yoga-from-fetching',
	transform: (code, id) => (id.includes('yoga-wasm-base64') ? `const fetch = undefined;\n${code}` : null),
};
