import type {Readable, Writable} from 'node:stream';

/** A program before a shell that wants a word of its own, such as a password, and says when it is content. */
export type Gate = {readonly word: string; readonly content: string};

type Streams = {readonly stdin: Writable; readonly stdout: Readable; readonly stderr: Readable};

/** Hands the word over, and waits for what comes of it. A second question is not answered. */
export function passGate(
	{stdin, stdout, stderr}: Streams,
	{word, content}: Gate,
	{passed, refused}: {readonly passed: () => void; readonly refused: () => void},
): void {
	let heard = '';
	const listen = (chunk: Buffer): void => {
		heard = (heard + chunk.toString('latin1')).slice(-4096);
		if (!heard.includes(content)) return;
		stdout.off('data', listen);
		stderr.off('data', complain);
		passed();
	};
	const complain = (chunk: Buffer): void => {
		if (/try again|incorrect|sorry/i.test(chunk.toString('latin1'))) refused();
	};
	stdout.on('data', listen);
	stderr.on('data', complain);
	stdin.write(`${word}\n`);
}
