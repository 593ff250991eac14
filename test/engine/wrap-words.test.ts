import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {wrapWords} from '../../source/engine/wrap-words.ts';

const mixed = fc
	.array(
		fc.constantFrom(
			'探测',
			'来源',
			'，',
			'。',
			'（',
			'）',
			'：',
			' ',
			'nginx',
			' -s 100.64.0.0/10',
			'(DROP)',
			'端口 80',
		),
		{
			maxLength: 60,
		},
	)
	.map(parts => parts.join(''));

const columnsOf = fc.integer({min: 20, max: 80});

test('no row is wider than the screen, and nothing but blanks is lost', () => {
	fc.assert(
		fc.property(mixed, columnsOf, (text, columns) => {
			const rows = wrapWords(text, columns);
			expect(rows.filter(row => stringWidth(row) > columns)).toEqual([]);
			expect(rows.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
		}),
	);
});

test('no row begins with a mark that closes', () => {
	const text =
		'探测到达主机后被规则丢弃，因此负载均衡超时 (DROP) 或被拒绝 (REJECT)。在主机上自测（走回环网卡），照样通过。';
	for (let columns = 20; columns <= 80; columns++) {
		expect(wrapWords(text, columns).filter(row => /^[，。）：；、]|（$/.test(row))).toEqual([]);
	}
});

test.each([
	['Chinese fills the row', '探测到达主机后被规则丢弃', 12, ['探测到达主机', '后被规则丢弃']],
	['a word of Latin letters stays whole', '设置 net.core.somaxconn', 20, ['设置', 'net.core.somaxconn']],
	['a word that is too long is cut', '见 aaaaaaaaaaaaaaaa 处', 10, ['见', 'aaaaaaaaaa', 'aaaaaa 处']],
	['English is wrapped at blanks', 'the probe is dropped', 12, ['the probe is', 'dropped']],
	['rows of its own stay', '一\n二', 12, ['一', '二']],
])('%s', (_claim, text, columns, rows) => {
	expect(wrapWords(text, columns)).toEqual(rows);
});
