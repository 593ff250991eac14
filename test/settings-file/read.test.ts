import {describe, expect, test} from 'vitest';
import {readSettingsFile} from '../../source/settings-file/read.ts';
import {englishProse} from '../command-line/run-in.ts';

describe('a settings file', () => {
	test('holds targets by their names, and what is suppressed', () => {
		const reading = readSettingsFile(
			JSON.stringify({
				targets: {
					shop: {
						host: 'ssh://web-1',
						port: 80,
						checkPort: '8080',
						source: ['10.0.0.0/24', '10.0.1.0/24'],
						product: 'alb',
					},
				},
				suppress: [{code: 'disk-full', reason: 'the log disk is grown in January', until: '2027-01-31'}],
			}),
		);
		expect(reading).toEqual({
			file: {
				targets: new Map([
					[
						'shop',
						{host: 'ssh://web-1', port: 80, checkPort: 8080, sources: ['10.0.0.0/24', '10.0.1.0/24'], product: 'alb'},
					],
				]),
				suppressions: [{code: 'disk-full', reason: 'the log disk is grown in January', until: '2027-01-31'}],
			},
		});
	});

	test.each<readonly [string, unknown, readonly string[]]>([
		['no JSON', undefined, ['is no JSON']],
		['a list', [], ['must be an object']],
		['a key that nobody knows', {target: {}}, ['"target" is not known here; there are targets and suppress']],
		[
			'a port out of range',
			{targets: {shop: {port: 70000}}},
			['targets.shop.port 70000: must be a whole number from 1 to 65535'],
		],
		['an option that nobody knows', {targets: {shop: {prot: 1}}}, ['targets.shop.prot: is no option of a target']],
		['names of every object', {targets: {shop: {constructor: 'x'}}}, ['targets.shop.constructor: is no option']],
		[
			'options that contradict each other',
			{targets: {shop: {protocol: 'https'}}},
			['targets.shop: --protocol https: CLB never checks over TLS'],
		],
		[
			'a code with a typing error',
			{suppress: [{code: 'disk-ful', reason: 'x', until: '2027-01-31'}]},
			['suppress[0].code: "disk-ful" is no code of a cause; did you mean disk-full'],
		],
		[
			'no reason',
			{suppress: [{code: 'disk-full', reason: '', until: '2027-01-31'}]},
			['suppress[0].reason: must say why'],
		],
		[
			'no date',
			{suppress: [{code: 'disk-full', reason: 'x'}]},
			['suppress[0].until: must be a date such as 2027-01-31'],
		],
		[
			'a day that there is not',
			{suppress: [{code: 'disk-full', reason: 'x', until: '2027-02-30'}]},
			['suppress[0].until: must be a date'],
		],
		[
			'a misspelt key',
			{suppress: [{code: 'disk-full', reason: 'x', till: '2027-01-31', until: '2027-01-31'}]},
			['suppress[0]: "till" is not known here'],
		],
	])('%s is said with its place', (_what, value, beginnings) => {
		const reading = readSettingsFile(value === undefined ? '{"targets": ' : JSON.stringify(value));
		const problems = 'problems' in reading ? reading.problems : [];
		expect(problems.map(({en}, index) => en.slice(0, beginnings[index]?.length ?? 0))).toEqual(beginnings);
		for (const {zh} of problems) expect(zh).toMatch(/\p{Script=Han}/u);
		expect(problems.filter(({zh}) => englishProse.test(zh.replace(/（.*JSON.*）/, '')))).toEqual([]);
	});
});
