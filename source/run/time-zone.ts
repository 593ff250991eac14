/** This machine's time zone by its name in the tz database; UTC where it has none that is known. */
export const ownTimeZone = (): string => {
	try {
		const {timeZone} = Intl.DateTimeFormat().resolvedOptions();
		return new Intl.DateTimeFormat('en', {timeZone}).resolvedOptions().timeZone || 'UTC';
	} catch {
		return 'UTC';
	}
};
