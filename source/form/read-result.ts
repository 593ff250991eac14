import type {Result} from '../engine/result.ts';
import type {Words} from '../engine/words.ts';
import {result} from './result.ts';

/** Reads a result that was written before; words that go on after its name, and say what is wrong with it, otherwise. */
export const readResult = (written: string): {readonly result: Result} | {readonly problem: Words} => {
	let document: unknown;
	try {
		document = JSON.parse(written);
	} catch {
		return {problem: {en: 'is no JSON', zh: '不是 JSON'}};
	}

	const read = result.safeParse(document);
	if (read.success) return {result: read.data};
	const [issue] = read.error.issues;
	const place = issue?.path.join('.') ?? '';
	return {
		problem: {
			en: `is no result of slb-wizard: ${place || 'the document'} is not as slb-wizard schema says`,
			zh: `不是 slb-wizard 的结果：${place === '' ? '文档' : `${place} `}不符合 slb-wizard schema 的规定`,
		},
	};
};
