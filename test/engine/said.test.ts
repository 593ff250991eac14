import {afterEach, describe, expect, it} from 'vitest';
import {type Exhibit, exhibitIn} from '../../source/engine/exhibit.ts';
import type {Finding} from '../../source/engine/finding.ts';
import {recalled, said} from '../../source/engine/said.ts';
import {say, speak, verbatim, type Words} from '../../source/engine/words.ts';

afterEach(() => speak('en'));

const cause: Finding = {
	is: 'cause',
	code: 'overlay-captures-probe-range',
	certainty: 'likely',
	values: {owner: {en: 'a VPN', zh: 'VPN'}, interface: 'wg0', part: {en: 'half of the sources', zh: '一半的来源'}},
	evidence: [
		{command: 'ip rule show', excerpt: '32766: from all lookup main'},
		{command: {en: 'the settings', zh: '设置'}, excerpt: {en: '25 half-open connections', zh: '25 个半连接'}},
	],
};

const contradiction: Finding = {
	is: 'contradiction',
	say: {en: 'Both are right', zh: '两者都对'},
	one: {command: verbatim('curl'), excerpt: {en: 'refused', zh: '被拒绝'}},
	other: {command: 'ss', excerpt: 'LISTEN'},
};

describe('a finding in the language that is spoken', () => {
	it('says values and evidence of ours, and leaves what the host printed', () => {
		expect(said(cause)).toMatchObject({
			values: {owner: 'a VPN', interface: 'wg0', part: 'half of the sources'},
			evidence: [
				{command: 'ip rule show', excerpt: '32766: from all lookup main'},
				{command: 'the settings', excerpt: '25 half-open connections'},
			],
		});
		speak('zh-CN');
		expect(said(cause)).toMatchObject({
			values: {owner: 'VPN', interface: 'wg0', part: '一半的来源'},
			evidence: [{}, {command: '设置', excerpt: '25 个半连接'}],
		});
		expect(said(contradiction)).toEqual({
			is: 'contradiction',
			say: '两者都对',
			one: {command: 'curl', excerpt: '被拒绝'},
			other: {command: 'ss', excerpt: 'LISTEN'},
		});
	});

	it.each([cause, contradiction])('stays as it was said when a file is read in another language: $is', finding => {
		speak('zh-CN');
		const kept = said(finding);
		speak('en');
		expect(said(recalled(kept))).toEqual(kept);
	});
});

describe('an exhibit', () => {
	const exhibits: ReadonlyArray<Exhibit<Words>> = [
		{
			is: 'way',
			title: {en: 'title', zh: '标题'},
			outcome: 'stopped',
			packets: [
				{
					name: {en: 'probe', zh: '探测'},
					stations: [{name: verbatim('input'), state: 'stopped', note: {en: 'dropped', zh: '丢弃'}}],
				},
			],
			end: {en: 'end', zh: '结束'},
			rows: [{en: 'row', zh: '行'}],
		},
		{
			is: 'latency',
			title: {en: 'title', zh: '标题'},
			limitMs: 5000,
			probes: [{name: {en: 'Probe 1', zh: '探测 1'}, ms: 3, is: 'accepted', note: verbatim('200')}],
		},
	];

	it.each(exhibits)('is said in each of its texts: $is', exhibit => {
		expect(JSON.stringify(exhibitIn(exhibit, say))).not.toMatch(/\p{Script=Han}/u);
		speak('zh-CN');
		expect(JSON.stringify(Object.values(exhibitIn(exhibit, say)))).not.toMatch(/title|end"|row"|Probe|dropped/);
	});
});
