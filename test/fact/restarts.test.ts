import {expect, test} from 'vitest';
import {isReplaced} from '../../source/fact/restarts.ts';

test.each([
	['12', '12', false],
	['12', '13', true],
	['12,13', '14,15', true],
	['nobody', '12', true],
	['12', 'nobody', true],
	// A child between fork and its own program.
	['12,13', '13', false],
	['13', '12,13', false],
	// A reload: new workers of the same master.
	['12,13,14', '12,15,16', false],
	['12', '123', true],
	// A list without owners is compared with itself only.
	['', '', false],
])('%j, then %j: replaced %j', (before, now, expected) => {
	expect(isReplaced(before, now)).toBe(expected);
});
