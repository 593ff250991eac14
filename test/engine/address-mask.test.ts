import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {AddressMask} from '../../source/engine/address-mask.ts';

describe('relations are kept', () => {
	test.each([
		['10.11.192.1 and 10.11.192.1', 'net1-host1 and net1-host1'],
		['10.11.192.1, 10.11.192.253, 10.11.193.9', 'net1-host1, net1-host2, net2-host1'],
		['10.11.192.0/24 holds 10.11.192.1', 'net1/24 holds net1-host1'],
		['10.0.0.0/8', 'range1/8'],
		['from 100.64.0.10 and 100.127.1.2', 'from host1-in-100.64.0.0/10 and host2-in-100.64.0.0/10'],
		['-A INPUT -s 100.112.0.0/12 -j DROP', '-A INPUT -s part1-in-100.64.0.0/10 -j DROP'],
		['47.96.1.2 is public', 'public-net1-host1 is public'],
		['169.254.0.5', 'link-local-net1-host1'],
		['127.0.0.1:80 and [::1]:80', 'loopback:80 and [loopback]:80'],
		['127.0.0.53', 'loopback-1'],
		['2001:db8::1, 2001:db8:0:0:0::1', 'public-net1-host1, public-net1-host1'],
		['fd00:1::1/64', 'net1-host1/64'],
		['inet 10.0.0.1/24, 10.0.0.1/32, 10.0.0.0/24', 'inet net1-host1/24, net1-host1/32, net1/24'],
		['fe80::1%eth0', 'link-local-net1-host1%eth0'],
		['::ffff:10.0.0.1 is 10.0.0.1', 'net1-host1 is net1-host1'],
		['tcp6 ::ffff:10.0.0.1:80 :::80', 'tcp6 net1-host1:80 :::80'],
		['0100000A:0050 is 10.0.0.1', 'net1-host1:80 is net1-host1'],
		['0100007F:1F90', 'loopback:8080'],
		['00:16:3e:00:00:01', 'mac1'],
		['10.0.0.1-10.0.0.9', 'net1-host1-net1-host2'],
		['src=10.0.0.1 dst=10.0.0.2.', 'src=net1-host1 dst=net1-host2.'],
	])('%s', (text, masked) => {
		const mask = new AddressMask();
		expect(mask.text(text)).toBe(masked);
		expect(mask.text(masked)).toBe(masked);
	});
});

test.each([
	'100.64.0.0/10',
	'0.0.0.0/0',
	'0.0.0.0:80',
	'[::]:80',
	'127.0.0.0/8',
	'netmask 255.255.255.0',
	'nginx/1.24.0',
	'Linux 5.10.134-16.1.al8.x86_64',
	'2026-11-26T04:02:07.123Z',
	'04:02:07',
	'1.2.3.4.5',
	'std::string',
	'300.1.2.3',
])('%s is nobody’s address', text => expect(new AddressMask().text(text)).toBe(text));

test('the name of an ssh destination is hidden as a word of its own', () => {
	const mask = new AddressMask();
	mask.hideNameOf('ssh://root@web-3:22');
	mask.hideNameOf('ssh://10.0.0.1');
	mask.hideNameOf('local');
	expect(mask.text('ssh://root@web-3:22, web-3: gone, web-33, my-web-3')).toBe(
		'ssh://root@ssh-host1:22, ssh-host1: gone, web-33, my-web-3',
	);
	expect(mask.original('ssh-host1')).toBe('web-3');
});

test('an answer that repeats tokens means the addresses', () => {
	const mask = new AddressMask();
	const shown = mask.text('10.0.0.1,10.1.0.0/16, 10.2.0.0/24');
	expect(mask.original(shown)).toBe('10.0.0.1,10.1.0.0/16, 10.2.0.0/24');
	expect(mask.original('8080')).toBe('8080');
});

test('no address gets through, whatever stands around it, and masking twice changes nothing', () => {
	const around = fc.stringMatching(/^[ a-z"'=,;:@()[\]<>/%-]{0,3}$/);
	const address = fc.oneof(
		fc.ipV4().filter(text => !/^(?:0|127|255)\./.test(text)),
		fc.ipV6().filter(text => /[2-9a-f].{8}/.test(text) && !text.includes('.')),
	);
	fc.assert(
		fc.property(around, address, around, (before, given, behind) => {
			const text = `${before.replace(/[\da-f:]+$/, '')}${given}${behind.replace(/^[\w:./]+/, '')}`;
			const mask = new AddressMask();
			const masked = mask.text(text);
			expect(masked).not.toContain(given);
			expect(mask.text(masked)).toBe(masked);
		}),
	);
});
