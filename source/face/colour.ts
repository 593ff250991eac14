type Environment = Record<string, string | undefined>;

/**
 * Makes Ink keep to NO_COLOR (any value but an empty one: no-color.org), which it doesn't know; has to be called before
 * Ink is imported. --no-color counts as NO_COLOR.
 */
export const prepareColour = (env: Environment, option: 'no-color' | 'default' = 'default'): void => {
	if (option === 'no-color') env.NO_COLOR = '1';
	if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') env.FORCE_COLOR = '0';
};

/** Whether text on a stream may have colours. FORCE_COLOR wins over what the stream is, NO_COLOR over everything. */
export const mayColour = (env: Environment, isTty: boolean): 'colour' | 'none' => {
	if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return 'none';
	const force = env.FORCE_COLOR;
	if (force !== undefined) return force === '0' || force === 'false' ? 'none' : 'colour';
	return isTty && env.TERM !== 'dumb' ? 'colour' : 'none';
};
