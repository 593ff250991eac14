import {differences} from '../compare/differences.ts';
import {type Run, runOf} from '../compare/run.ts';
import type {Twin} from '../compare/twin.ts';
import type {Conclusion, Face} from '../engine/event.ts';
import {Interrupt} from '../engine/interrupt.ts';
import {recordingPath} from '../engine/recording-path.ts';
import {walk} from '../engine/walk.ts';
import {say, type Words} from '../engine/words.ts';
import {mayColour} from '../face/colour.ts';
import {resultJson, twinJson} from '../face/json.ts';
import {Progress} from '../face/progress.ts';
import {text} from '../face/text.ts';
import {conclusionLines} from '../face/words/conclusion.ts';
import {newsLine} from '../face/words/host.ts';
import {twinLines} from '../face/words/twin.ts';
import {aheadOfWalk} from './ahead.ts';
import {aside} from './aside.ts';
import {openHost} from './open-host.ts';
import {ownSigns} from './own-signs.ts';
import {prepareReporting, type Reporting} from './reporting.ts';
import type {RunRequest} from './run-request.ts';
import {silentFace, silently} from './silently.ts';
import {statusOf} from './status.ts';
import {refuseMissing, targetOf} from './target-of.ts';
import {unreached} from './unreached.ts';
import {UsageError} from './usage-error.ts';
import {walkOptions} from './walk-options.ts';
import {withRecorded} from './with-recorded.ts';

/** What came of looking at a host: a sentence where it could not be reached. */
type Sight = {
	readonly looked?: {readonly run: Run; readonly conclusion: Conclusion};
	readonly problem?: Words | undefined;
};

/** Who hears of a walk while it goes on. */
type Audience = {readonly face: Face; readonly reporting: Reporting; readonly isDocumentWanted: boolean};

/**
 * `slb-wizard check --compare <where>`: looks at two hosts at once that should be the same, and says in what they differ,
 * the nearest to the probe's path first. Returns the exit status of the first; 3 where one of them can't be reached.
 */
export const checkWithTwin = async (request: RunRequest, where: string, form: 'text' | 'json'): Promise<number> => {
	const reporting = await prepareReporting(request.reports);
	const interrupt = new Interrupt();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.end());
	const {host = 'local'} = request.given;
	if (host === where)
		throw new UsageError({en: `--compare ${where}: that is the host itself`, zh: `--compare ${where}：这就是主机本身`});
	if (recordingPath(host) === undefined) refuseMissing(request.given);
	for (const name of [host, where]) reporting.hide(name);
	const progress = new Progress(process.stderr, ownSigns());
	const face = reporting.around(
		silentFace(event => {
			progress.show(event);
			if (event.type === 'host-news') progress.say(newsLine(event.news).text);
		}),
		'problems',
	);
	// The twin has an address of its own, and nothing is made there.
	const {backend: _own, ...shared} = request.given;
	const [one, other] = await Promise.all([
		lookAt({...request, given: {...request.given, host}}, interrupt, {
			face,
			reporting,
			isDocumentWanted: form === 'json' || reporting.isWanted,
		}),
		lookAt({...request, fromSeat: false, given: {...shared, host: where}}, interrupt),
	]);
	progress.close();
	const problems = [one, other].flatMap(({problem}) => problem ?? []);
	if (problems.length > 0 && interrupt.walkSignal.aborted) return 130;
	for (const problem of problems) aside(reporting.words(problem));
	if (one.looked === undefined) return 3;
	const {conclusion} = one.looked;
	const twin: Twin | undefined =
		problems.length > 0 || other.looked === undefined
			? undefined
			: {
					conclusion: other.looked.conclusion,
					differences: differences(one.looked.run, other.looked.run),
					names: [host, where],
				};
	if (twin !== undefined) reporting.compared(twin);
	print(reporting.masked(conclusion), reporting.masked(twin), form);
	await face.close();
	return problems.length > 0 ? 3 : statusOf(conclusion);
};

const print = (conclusion: Conclusion, twin: Twin | undefined, form: 'text' | 'json'): void => {
	const {stdout, env} = process;
	if (form === 'json') {
		stdout.write(twin === undefined ? resultJson(conclusion) : twinJson(conclusion, twin));
		return;
	}

	const page = {columns: (stdout.isTTY && stdout.columns) || 80, signs: ownSigns()};
	const lines = twin === undefined ? conclusionLines(conclusion) : twinLines(conclusion, twin);
	stdout.write(text(lines, page, mayColour(env, stdout.isTTY)));
};

/** Looks at one of the two. One that can't be reached is a document in which nothing is known, where that is wanted. */
const lookAt = async (request: RunRequest, interrupt: Interrupt, audience?: Audience): Promise<Sight> => {
	const {host: where = 'local'} = request.given;
	const opened = await openHost(where, {ahead: () => aheadOfWalk(request.given), signal: interrupt.walkSignal});
	const problem = 'unreached' in opened ? opened.unreached : undefined;
	if ('unreached' in opened && opened.isBadUsage) throw new UsageError(opened.unreached);
	const {given, witnessS} = withRecorded(request, opened);
	const isWanted = problem !== undefined && audience?.isDocumentWanted === true;
	const nothing = isWanted ? unreached(given, say(problem)) : undefined;
	const signal = interrupt.walkSignal;
	const found =
		'unreached' in opened ? nothing : {host: opened.host, target: await targetOf(given, {...opened, signal})};
	if (found === undefined) return {problem};
	const {host, target} = found;
	audience?.reporting.keepTimeOf(host);
	host.lookAgain?.();
	const {fromSeat, suppressions} = request;
	const options = walkOptions({target, host, pace: 'all', interrupt, witnessS, fromSeat, suppressions});
	const {conclusion, reports} = await silently(walk(options), audience?.face.show);
	await host.close?.();
	return {looked: {run: runOf(where, conclusion, reports), conclusion}, problem};
};
