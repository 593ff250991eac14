import type {Result} from '../engine/result.ts';
import {result} from './result.ts';

/** Reads a result that was written before; words that go on after its name, and say what is wrong with it, otherwise. */
export const readResult = (written: string): {readonly result: Result} | {readonly problem: string} => {
	let document: unknown;
	try {
		document = JSON.parse(written);
	} catch {
		return {problem: 'is no JSON'};
	}

	const read = result.safeParse(document);
	if (read.success) return {result: read.data};
	const [issue] = read.error.issues;
	return {
		problem: `is no result of slb-wizard: ${issue?.path.join('.') || 'the document'} is not as slb-wizard schema says`,
	};
};
