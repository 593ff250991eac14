import {expect, test} from 'vitest';
import {
	kernelSettings,
	localPortRange,
	readSettings,
	reversePathFilter,
	settingNumber,
} from '../../source/fact/kernel-settings.ts';
import {lookAt, missing} from './look.ts';

const text = `/proc/sys/net/ipv4/ip_forward:0
/proc/sys/net/ipv4/ip_local_port_range:32768	60999
/proc/sys/net/core/somaxconn:4096
/proc/sys/net/ipv4/conf/all/rp_filter:1
/proc/sys/net/ipv4/conf/eth0/rp_filter:2
/proc/sys/net/ipv4/conf/eth1:1/rp_filter:0
`;

test('paths become the names that sysctl uses', () => {
	const settings = readSettings(text);
	expect(settings['net.ipv4.ip_forward']).toBe('0');
	expect(settingNumber(settings, 'net.core.somaxconn')).toBe(4096);
	expect(localPortRange(settings)).toEqual({from: 32_768, to: 60_999});
});

test('a setting that this kernel lacks is absent, not zero', () => {
	expect(settingNumber(readSettings(text), 'net.ipv4.tcp_tw_recycle')).toBeUndefined();
});

test.each([
	['eth0', 2],
	['eth1:1', 1],
	['eth9', undefined],
])('the reverse-path filter of %s is the higher one of all and its own', (name, mode) => {
	expect(reversePathFilter(readSettings(text), name)).toBe(mode);
});

test('a host that shows no setting at all is unknown', async () => {
	expect(await kernelSettings.lookUp(lookAt({}, {otherwise: missing}))).toMatchObject({known: false});
});
