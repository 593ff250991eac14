import {readFileSync, writeFileSync} from 'node:fs';
import {Ajv2020} from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import {describe, expect, test} from 'vitest';
import {z} from 'zod/mini';
import type {Result} from '../../source/engine/result.ts';
import {resultJson} from '../../source/face/json.ts';
import {readResult} from '../../source/form/read-result.ts';
import {result as resultForm} from '../../source/form/result.ts';
import {resultSchemaText} from '../../source/report/result-schema.ts';
import {judgedRecordings} from './judged.ts';
import {resultValidator} from './valid.ts';

const published = new URL('../../source/report/result.schema.json', import.meta.url);

// Each way: what the program says is what the schema describes, and the other way round.
const describes = (result: Result): z.input<typeof resultForm> => result;
const said = (result: z.output<typeof resultForm>): Result => result;

test('the published schema is the one that is printed (SLBW_WRITE=1 writes it anew)', () => {
	if (process.env.SLBW_WRITE === '1') writeFileSync(published, resultSchemaText());
	expect(readFileSync(published, 'utf8')).toBe(resultSchemaText());
});

describe('the result of every recording', async () => {
	const all = await judgedRecordings();

	test.each(all)('$name is valid, and reads back as it was', ({conclusion}) => {
		const json = resultJson(conclusion);
		const isValid = resultValidator();
		isValid(JSON.parse(json));
		expect(isValid.errors).toBeNull();
		expect(readResult(json)).toEqual({result: JSON.parse(json)});
		expect(said(describes(conclusion.result))).toBe(conclusion.result);
	});

	test.each(all)('$name holds nothing that the schema is silent about', ({conclusion}) => {
		const closed = new Ajv2020({strict: true, allErrors: true});
		formats.default(closed);
		const isValid = closed.compile(z.toJSONSchema(resultForm, {io: 'output'}));
		isValid(JSON.parse(resultJson(conclusion)));
		expect(isValid.errors).toBeNull();
	});

	test('a result with a field missing, of another type, or with an unknown code is refused by both', () => {
		const result = JSON.parse(resultJson(all[0]?.conclusion ?? expect.fail('no recording')));
		const isValid = resultValidator();
		for (const wrong of [
			{...result, verdict: 'fine'},
			{...result, schemaVersion: 2},
			{...result, steps: undefined},
			{...result, causes: [{code: 'no-such-code'}]},
			{...result, startedAt: 'yesterday'},
			{...result, target: {...result.target, port: 0}},
		]) {
			const json = JSON.stringify(wrong);
			expect([isValid(JSON.parse(json)), readResult(json)]).toEqual([
				false,
				{problem: {en: expect.stringContaining('is no result of slb-wizard'), zh: expect.any(String)}},
			]);
		}

		expect(readResult('{')).toEqual({problem: {en: 'is no JSON', zh: '不是 JSON'}});
	});

	test('what a later version adds is no error', () => {
		const result = JSON.parse(resultJson(all[0]?.conclusion ?? expect.fail('no recording')));
		const later = {...result, suppressed: [], causes: result.causes.map((cause: object) => ({...cause, since: '…'}))};
		expect(resultValidator()(later)).toBe(true);
		expect(readResult(JSON.stringify(later))).toHaveProperty('result');
	});
});
