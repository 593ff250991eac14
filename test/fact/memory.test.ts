import {expect, test} from 'vitest';
import {readFileNr} from '../../source/fact/descriptors.ts';
import {availableKb, memory, readNumbers} from '../../source/fact/memory.ts';
import {lookAt} from './look.ts';

const debian = `MemTotal:        2000000 kB
MemFree:          100000 kB
MemAvailable:     600000 kB
Buffers:           20000 kB
Cached:           500000 kB
SwapTotal:       1000000 kB
SwapFree:         250000 kB
Active(anon):     250000 kB
HugePages_Total:       0
`;

test.each([
	['a new kernel says what is available', debian, 600_000],
	['CentOS 6 does not, and it is estimated', 'MemFree: 100 kB\nBuffers: 20 kB\nCached: 500 kB\nShmem: 50 kB\n', 570],
	['nothing can be read', '', undefined],
])('%s', (_, text, kb) => {
	expect(availableKb(readNumbers(text))).toBe(kb);
});

test('swapping and killing are counted between the samples', async () => {
	const vmstat = (count: number) => `nr_free_pages 7\npswpin ${count}\npswpout ${count * 2}\noom_kill ${count}\n`;
	const look = lookAt(
		{'cat /proc/meminfo': debian, 'cat /proc/vmstat': [vmstat(10), vmstat(60)]},
		{otherwise: {stderr: 'No such file', exitCode: 1}},
	);
	const found = await memory.lookUp(look);
	expect(found.known && found.value).toEqual({
		totalKb: 2_000_000,
		availableKb: 600_000,
		swapTotalKb: 1_000_000,
		swapFreeKb: 250_000,
		swappedIn: 50,
		swappedOut: 100,
		oomKills: 60,
		oomKillsNow: 50,
	});
});

test.each([
	['736\t0\t9223372036854775807\n', 736, 2 ** 63],
	['65536 12 65536\n', 65_524, 65_536],
])('the open files of the system in %j', (text, used, limit) => {
	expect(readFileNr(text)).toEqual({used, limit});
});
