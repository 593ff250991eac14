import {afterEach, expect, test} from 'vitest';
import {say, speak} from '../../source/engine/words.ts';
import {misleading} from '../../source/fact/seat/no-seat.ts';
import {readSeat} from '../../source/fact/seat/script.ts';

afterEach(() => speak('en'));

test.each([
	['failed: it needs root\n', 'it needs root', '需要 root 权限'],
	['failed: setsid is not on this host\n', 'setsid is not on this host', '本主机没有 setsid'],
	[
		'failed: no network namespace can be made (unshare -n)\n',
		'no network namespace can be made (unshare -n)',
		'无法创建网络命名空间（unshare -n）',
	],
	['failed: ip link add: RTNETLINK answers', 'ip link add: RTNETLINK answers', 'ip link add: RTNETLINK answers'],
	['', 'nothing was said of why', '没有说明原因'],
])('no seat, %j', (stdout, en, zh) => {
	expect(readSeat(stdout)).toEqual({why: {en, zh}});
});

test('a seat whose answers go elsewhere says where, in the language that is spoken', () => {
	const seat = {link: 'slbws7', holder: 8, back: '100.64.0.10 dev tailscale0', in: 'local 10.0.0.1'};
	const why = misleading(seat);
	speak('zh-CN');
	expect(why && say(why)).toBe(
		'策略路由规则把应答引向别处，而不是该位置（100.64.0.10 dev tailscale0），因此什么也证明不了',
	);
	speak('en');
	expect(why && say(why)).toContain('elsewhere than to the seat (100.64.0.10 dev tailscale0)');
	expect(misleading({...seat, back: '100.64.0.10 dev slbws7'})).toBeUndefined();
});
