import {readFileSync} from 'node:fs';

/** Beside the folder of the bundled program, as the package holds it. */
const place = new URL('../source/report/result.schema.json', import.meta.url);

/** The JSON schema of the result. A test compares it with the schema that results are read with. */
export const publishedSchema = (): string => readFileSync(place, 'utf8');
