import {changedDocument, diff as compare, isWorse} from '../compare/diff.ts';
import type {Run} from '../compare/run.ts';
import {AddressMask} from '../engine/address-mask.ts';
import type {Words} from '../engine/words.ts';
import {mayColour} from '../face/colour.ts';
import {text} from '../face/text.ts';
import {diffLines} from '../face/words/diff.ts';
import {ownSigns} from './own-signs.ts';
import {readRun} from './read-run.ts';
import {UsageError} from './usage-error.ts';

/** `slb-wizard diff <a> <b>`: what became of a backend. Returns the exit status: 1 when something is worse or not seen. */
export const diff = async (
	[before, after]: readonly [string, string],
	{form, anyway, masks}: {readonly form: 'text' | 'json'; readonly anyway: boolean; readonly masks: boolean},
): Promise<number> => {
	const runs = [await readRun(before), await readRun(after)] as const;
	const other = contrast(...runs);
	if (other !== undefined && !anyway)
		throw new UsageError({
			en: `diff: these are two different things (${other.en}); --anyway compares them nevertheless, and --compare finds what one of two hosts has that the other hasn’t`,
			zh: `diff：两者不是同一个对象（${other.zh}）；--anyway 仍然比较，--compare 用于找出两台主机之间的差异`,
		});
	const mask = masks ? new AddressMask() : undefined;
	for (const {result} of runs) mask?.hideNameOf(result.target.host);
	const masked = <T>(data: T): T => mask?.data(data) ?? data;
	const found = masked(compare(...runs));
	const {stdout} = process;
	if (form === 'json') {
		const named = {before: {name: before, ...place(runs[0])}, after: {name: after, ...place(runs[1])}};
		stdout.write(
			`${JSON.stringify({schemaVersion: 1, ...masked(named), isWorse: isWorse(found), ...found, changed: found.changed.map(changedDocument)}, null, 2)}\n`,
		);
	} else {
		const page = {columns: (stdout.isTTY && stdout.columns) || 80, signs: ownSigns()};
		stdout.write(text(diffLines(found, masked(runs)), page, mayColour(process.env, stdout.isTTY)));
	}

	return isWorse(found) ? 1 : 0;
};

const place = ({result: {startedAt, target}}: Run) => ({startedAt, host: target.host, backend: target.backend});

/** In what two runs are not of the same: the host, or what the load balancer checks there. */
const contrast = ({result: {target: one}}: Run, {result: {target: other}}: Run): Words | undefined => {
	if (one.host !== other.host)
		return {en: `hosts ${one.host} and ${other.host}`, zh: `主机 ${one.host} 与 ${other.host}`};
	if (one.backend !== other.backend)
		return {
			en: `backends ${one.backend} and ${other.backend}`,
			zh: `后端服务器 ${one.backend} 与 ${other.backend}`,
		};
	const [first, second] = [one.healthCheck, other.healthCheck];
	if (first.port !== second.port)
		return {en: `ports ${first.port} and ${second.port}`, zh: `端口 ${first.port} 与 ${second.port}`};
	if (one.product !== other.product)
		return {en: `products ${one.product} and ${other.product}`, zh: `产品 ${one.product} 与 ${other.product}`};
	return first.protocol === second.protocol
		? undefined
		: {
				en: `checks with ${first.protocol} and with ${second.protocol}`,
				zh: `检查协议 ${first.protocol} 与 ${second.protocol}`,
			};
};
