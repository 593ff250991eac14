import type {Report} from '../report/report.ts';
import {shortForm} from '../report/short.ts';
import {ticket} from '../report/ticket/ticket.ts';
import {ownSigns} from './own-signs.ts';

/** What is printed instead of the whole answer. */
export type ShortForm = 'short' | 'ticket';

/** A report in a short form. */
export const shortened = (report: Report, form: ShortForm): string =>
	form === 'short' ? ownSigns().words(shortForm(report.conclusion, report.timeZone)) : ticket(report);
