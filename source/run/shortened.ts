import type {Conclusion} from '../engine/event.ts';
import {shortForm} from '../report/short.ts';
import {ticket} from '../report/ticket/ticket.ts';
import {timeLineOf} from '../report/time-line.ts';
import {ownSigns} from './own-signs.ts';
import type {Reporting} from './reporting.ts';

/** What is printed instead of the whole answer. */
export type ShortForm = 'short' | 'ticket';

/** What a run came to in a short form. Loaded where one is wanted: its time line knows the catalogue's headings. */
export const shortened = (reporting: Pick<Reporting, 'reportOf'>, conclusion: Conclusion, form: ShortForm): string => {
	const report = reporting.reportOf(conclusion, timeLineOf);
	return form === 'short' ? ownSigns().words(shortForm(report.conclusion, report.timeZone)) : ticket(report);
};
