import {expect, test} from 'vitest';
import {outcomeOf} from '../../../source/host/shell/outcome.ts';

const part = (status: number) => ({id: 'c1', status, bytes: Buffer.from('')});

test.each([
	['timeout(1) ended it', 124, 4990, 'timeout'],
	['timeout(1) ended it with KILL', 137, 5010, 'timeout'],
	['it was read late that it began', 137, 4100, 'timeout'],
	['something else killed it long before', 137, 800, undefined],
	['it ended with 124 by itself', 124, 10, undefined],
	['it took its time and ended well', 0, 5010, undefined],
])('%s: status %i after %i ms of 5 s', (_, status, durationMs, failure) => {
	const command = {file: 'true', args: [], timeoutMs: 5000};
	expect(outcomeOf(command, {out: part(status), err: part(status), durationMs}).failure).toBe(failure);
});
