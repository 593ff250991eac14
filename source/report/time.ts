/**
 * A point in time as people in different places can agree on it: `2026-11-26 12:02:07 +08:00`, in the time zone of that
 * name in the tz database.
 */
export const timeIn = (iso: string, timeZone: string): string => {
	const date = new Date(iso);
	if (Number.isNaN(date.getTime())) return iso;
	const parts = new Map(
		formatIn(timeZone)
			.formatToParts(date)
			.map(({type, value}) => [type, value]),
	);
	const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
	const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
	return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')} ${offset}`;
};

const formatIn = (timeZone: string): Intl.DateTimeFormat =>
	new Intl.DateTimeFormat('en-GB', {
		timeZone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
		hourCycle: 'h23',
		timeZoneName: 'longOffset',
	});
