import {z} from 'zod/mini';
import {result} from '../form/result.ts';

/** The JSON schema (draft 2020-12) of the result, as text: what `slb-wizard schema` prints. */
export const resultSchemaText = (): string =>
	`${JSON.stringify({title: 'slb-wizard result', ...z.toJSONSchema(result, {io: 'input'})}, undefined, '\t')}\n`;
