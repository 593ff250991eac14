import {expect, test} from 'vitest';
import {sampleTarget} from '../../source/cause/sample-target.ts';
import {unban} from '../../source/cause/unban.ts';

test.each([
	['100.64.0.10/32', '100.64.0.10'],
	['100.64.0.0/10', '100.64.0.0/10'],
	['fd00:64::1/128', 'fd00:64::1'],
	['fd00:64::/32', 'fd00:64::/32'],
])('the ban of %s is lifted as that of %s', (source, banned) => {
	const [lift] = unban({chain: 'f2b-nginx'}, {...sampleTarget, sources: [source]});
	expect(lift?.command).toBe(`fail2ban-client set nginx unbanip ${banned}`);
	expect(lift?.undo).toBe(`fail2ban-client set nginx banip ${banned}`);
});
