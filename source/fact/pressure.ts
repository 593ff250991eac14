/**
 * Pressure stall information of the last ten seconds, as shares of time, 0 to 1 (Documentation/accounting/psi.rst).
 * `some`: at least one task waited; `full`: all that weren't idle did.
 */
export type Pressure = {readonly some: number; readonly full?: number};

/** Reads /proc/pressure/* or a control group's `*.pressure`; undefined where the kernel has none. */
export const readPressure = (text: string): Pressure | undefined => {
	const share = (kind: string) => {
		const percent = new RegExp(`^${kind} avg10=([\\d.]+)`, 'm').exec(text)?.[1];
		return percent === undefined ? undefined : Number(percent) / 100;
	};

	const [some, full] = [share('some'), share('full')];
	return some === undefined ? undefined : {some, ...(full !== undefined && {full})};
};
