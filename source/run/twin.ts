import {type Difference, differences} from '../compare/differences.ts';
import {type Run, runOf} from '../compare/run.ts';
import {AddressMask} from '../engine/address-mask.ts';
import type {Conclusion, Event} from '../engine/event.ts';
import {Interrupt} from '../engine/interrupt.ts';
import {recordingPath} from '../engine/recording-path.ts';
import {walk} from '../engine/walk.ts';
import type {Words} from '../engine/words.ts';
import {mayColour} from '../face/colour.ts';
import {twinJson} from '../face/json.ts';
import {Progress} from '../face/progress.ts';
import {text} from '../face/text.ts';
import {twinLines} from '../face/words/twin.ts';
import {aheadOfWalk} from './ahead.ts';
import {aside} from './aside.ts';
import {openHost} from './open-host.ts';
import {ownSigns} from './own-signs.ts';
import type {RunRequest} from './run-request.ts';
import {silently} from './silently.ts';
import {statusOf} from './status.ts';
import {refuseMissing, targetOf} from './target-of.ts';
import {UsageError} from './usage-error.ts';
import {walkOptions} from './walk-options.ts';
import {withRecorded} from './with-recorded.ts';

type Looked = {readonly run: Run; readonly conclusion: Conclusion};

/** What a host differs in from its twin. */
export type Twin = {
	readonly one: Conclusion;
	readonly other: Conclusion;
	readonly differences: readonly Difference[];
	/** What the person calls the two. */
	readonly names: readonly [string, string];
};

/**
 * `slb-wizard check --compare <where>`: looks at two hosts at once that should be the same, and says in what they differ,
 * the nearest to the probe's path first. Returns the exit status of the first.
 */
export const checkWithTwin = async (request: RunRequest, where: string, form: 'text' | 'json'): Promise<number> => {
	const interrupt = new Interrupt();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.end());
	const {host = 'local'} = request.given;
	if (host === where)
		throw new UsageError({en: `--compare ${where}: that is the host itself`, zh: `--compare ${where}：这就是主机本身`});
	if (recordingPath(host) === undefined) refuseMissing(request.given);
	const {stdout, stderr} = process;
	const progress = new Progress(stderr, ownSigns());
	const mask = request.reports?.mask === undefined ? undefined : new AddressMask();
	for (const name of [host, where]) mask?.hideNameOf(name);
	const masked = <T>(data: T): T => mask?.data(data) ?? data;
	// The twin has an address of its own, and nothing is made there.
	const {backend: _own, ...shared} = request.given;
	const [one, other] = await Promise.all([
		lookAt({...request, given: {...request.given, host}}, interrupt, event => progress.show(masked(event))),
		lookAt({...request, fromSeat: false, given: {...shared, host: where}}, interrupt),
	]);
	progress.close();
	for (const looked of [one, other]) if ('problem' in looked) aside(masked(looked.problem));
	if ('problem' in one || 'problem' in other) return 3;
	const twin = masked<Twin>({
		one: one.conclusion,
		other: other.conclusion,
		differences: differences(one.run, other.run),
		names: [host, where],
	});
	const page = {columns: (stdout.isTTY && stdout.columns) || 80, signs: ownSigns()};
	stdout.write(form === 'json' ? twinJson(twin) : text(twinLines(twin), page, mayColour(process.env, stdout.isTTY)));
	return statusOf(one.conclusion);
};

/** Looks at one of the two; a sentence when it can't be looked at. */
const lookAt = async (
	request: RunRequest,
	interrupt: Interrupt,
	tell: (event: Event) => void = () => {},
): Promise<Looked | {readonly problem: Words}> => {
	const {host: where = 'local'} = request.given;
	const opened = await openHost(where, {ahead: () => aheadOfWalk(request.given), signal: interrupt.walkSignal});
	if ('unreached' in opened) {
		if (opened.isBadUsage) throw new UsageError(opened.unreached);
		return {problem: opened.unreached};
	}

	const {given, witnessS} = withRecorded(request, opened);
	const {host, platform} = opened;
	const target = await targetOf(given, {host, platform, signal: interrupt.walkSignal});
	host.lookAgain?.();
	const {fromSeat, suppressions} = request;
	const options = walkOptions({target, host, pace: 'all', interrupt, witnessS, fromSeat, suppressions});
	const {conclusion, reports} = await silently(walk(options), tell);
	await host.close?.();
	return {run: runOf(where, conclusion, reports), conclusion};
};
