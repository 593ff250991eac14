import {expect, test} from 'vitest';
import {Opinion} from '../../source/drill/opinion.ts';
import {verbatim} from '../../source/engine/words.ts';

const pace = {intervalMs: 2000, timeoutMs: 2000, healthy: 3, unhealthy: 3};

/** Lets two nodes check by turns; `x` fails, `o` passes. What is news, in a word each. */
const said = (opinion: Opinion, signs: string): readonly string[] =>
	[...signs].flatMap((sign, index) =>
		opinion
			.take({source: `100.64.0.${index % 2}`, passes: sign === 'o', says: verbatim(''), kind: sign})
			.map(news => (news.is === 'verdict' ? news.verdict : news.is)),
	);

test('failures are told once, then the verdict', () => {
	expect(said(new Opinion(pace), 'xxxxxxxxxx')).toEqual(['checked', 'unhealthy']);
});

test('what is put right is told as the load balancer sees it, and believed a little later', () => {
	const opinion = new Opinion(pace);
	said(opinion, 'xxxxxx');
	expect(said(opinion, 'oooooo')).toEqual(['checked', 'healthy']);
	expect(opinion.isMended).toBe(false);
	expect(said(opinion, 'oooo')).toEqual(['mended']);
	expect(opinion.isMended).toBe(true);
	said(opinion, 'x');
	expect(opinion.isMended).toBe(false);
});

test('a backend that fails now and then is not taken for mended, and is no news for ever', () => {
	const opinion = new Opinion(pace);
	const news = said(opinion, 'oxoooxoooooxooxooooxoooooxo');
	expect(opinion.isMended).toBe(false);
	expect(news.filter(word => word === 'mended')).toEqual([]);
	expect(news.length).toBeLessThan(8);
});

test('a backend that never failed was not mended', () => {
	const opinion = new Opinion(pace);
	said(opinion, 'oooooooooooooooo');
	expect(opinion.isMended).toBe(false);
});
