import {explain as explanation} from '../cause/explain.ts';
import {ownSigns} from './own-signs.ts';
import {UsageError} from './usage-error.ts';

/** `slb-wizard explain [code]`: what a cause means, or the catalogue. Returns the exit status. */
export const explain = (code: string | undefined): number => {
	const found = explanation(code, Math.min((process.stdout.isTTY && process.stdout.columns) || 80, 100));
	if ('problem' in found) throw new UsageError(found.problem);
	process.stdout.write(ownSigns().words(`${found.lines.join('\n')}\n`));
	return 0;
};
