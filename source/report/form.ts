import {resultJson, twinJson} from '../face/json.ts';
import {compose} from './compose.ts';
import {html} from './html/html.ts';
import {junit} from './junit/junit.ts';
import {markdown} from './markdown/markdown.ts';
import type {Report} from './report.ts';

const writers = {
	md: report => markdown(compose(report)),
	json: ({conclusion, twin}) => (twin === undefined ? resultJson(conclusion) : twinJson(conclusion, twin)),
	html: report => html(compose(report)),
	xml: junit,
} as const satisfies Record<string, (report: Report) => string>;

/** The form of a report: Markdown, the contract's JSON document, HTML, JUnit's XML. */
export type ReportForm = keyof typeof writers;

const endings = new Map<string, ReportForm>([
	['md', 'md'],
	['markdown', 'md'],
	['json', 'json'],
	['html', 'html'],
	['htm', 'html'],
	['xml', 'xml'],
]);

/** The form that a file's name asks for by its ending; undefined when that is none of them. */
export const formOf = (fileName: string): ReportForm | undefined =>
	endings.get(/\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '');

/** A report in one of its forms; ends with a newline. */
export const written = (report: Report, form: ReportForm): string => writers[form](report);
