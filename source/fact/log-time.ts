const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

// Where servers write the time: as a number or a name of the month, with or without an offset from UTC.
const shapes: ReadonlyArray<readonly [RegExp, readonly ('year' | 'month' | 'day' | 'time' | 'offset')[]]> = [
	// nginx, gunicorn, journalctl -o short-iso, most loggers: 2026/11/22 12:01:02, 2026-11-22T12:01:02+0800
	[
		/(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,]\d+)? ?(Z|[+-]\d\d:?\d\d)?/,
		['year', 'month', 'day', 'time', 'offset'],
	],
	// access logs: [22/Nov/2026:12:01:02 +0800]; php-fpm and Tomcat: 22-Nov-2026 12:01:02
	[
		/(\d\d)[-/]([A-Z][a-z]{2})[-/](\d{4})[: ](\d\d:\d\d:\d\d)(?:\.\d+)? ?([+-]\d{4})?/,
		['day', 'month', 'year', 'time', 'offset'],
	],
	// Apache's error log: [Sun Nov 22 12:01:02.123456 2026]
	[/[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d)(?:\.\d+)? (\d{4})/, ['month', 'day', 'time', 'year']],
];

/** A host's clock: what it shows, and its zone. */
export type HostClock = {
	/** Seconds since 1970 in UTC. */
	readonly nowS: number;
	/** What the host's own zone is ahead of UTC, in seconds. */
	readonly aheadS: number;
};

const offsetSeconds = (text: string): number | undefined => {
	if (text === 'Z') return 0;
	const match = /^([+-])(\d\d):?(\d\d)$/.exec(text);
	return match ? (Number(match[2]) * 60 + Number(match[3])) * (match[1] === '-' ? -60 : 60) : undefined;
};

/** Reads `date '+%s %z'`, `1795348800 +0800`. */
export const readClock = (text: string): HostClock | undefined => {
	const match = /^(\d+) ([+-]\d{4})$/.exec(text.trim());
	const aheadS = offsetSeconds(match?.[2] ?? '');
	return match && aheadS !== undefined ? {nowS: Number(match[1]), aheadS} : undefined;
};

/** How long ago a line of a log was written, in seconds; undefined when it shows no time that can be read. */
export const lineAge = (line: string, clock: HostClock | undefined): number | undefined => {
	if (!clock) return undefined;
	for (const [shape, names] of shapes) {
		const match = shape.exec(line.slice(0, 300));
		if (!match) continue;
		const part = (name: (typeof names)[number]) => match[names.indexOf(name) + 1] ?? '';
		const monthName = months.indexOf(part('month'));
		const month = monthName === -1 ? Number(part('month')) - 1 : monthName;
		const [hours = 0, minutes = 0, seconds = 0] = part('time').split(':').map(Number);
		const shown = Date.UTC(Number(part('year')), month, Number(part('day')), hours, minutes, seconds) / 1000;
		const ahead = names.includes('offset') ? offsetSeconds(part('offset')) : undefined;
		return clock.nowS - (shown - (ahead ?? clock.aheadS));
	}

	return undefined;
};
