import {z} from 'zod/mini';
import {result} from '../form/result.ts';

/**
 * The JSON schema (draft 2020-12) of the result, as text: what `slb-wizard schema` prints. It is one document for all
 * programs, and its descriptions are English in every language.
 */
export const resultSchemaText = (): string =>
	`${JSON.stringify({title: 'slb-wizard result', ...z.toJSONSchema(result, {io: 'input'})}, undefined, '\t')}\n`;
