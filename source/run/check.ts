import type {Conclusion} from '../engine/event.ts';
import {Interrupt} from '../engine/interrupt.ts';
import {recordingPath} from '../engine/recording-path.ts';
import {run} from '../engine/run-walk.ts';
import {walk} from '../engine/walk.ts';
import {composed, say, type Words} from '../engine/words.ts';
import {openCheckFace} from '../face/check.ts';
import {mayColour} from '../face/colour.ts';
import {safeLine} from '../face/words/safe.ts';
import {aheadOfWalk} from './ahead.ts';
import {aside} from './aside.ts';
import {lookUpServer} from './detect.ts';
import {type OpenedHost, openHost} from './open-host.ts';
import {ownSigns} from './own-signs.ts';
import {prepareRecorder} from './record.ts';
import {prepareReporting, type Reporting} from './reporting.ts';
import type {RunRequest} from './run-request.ts';
import type {ShortForm} from './shortened.ts';
import {statusOf} from './status.ts';
import {refuseMissing, targetOf} from './target-of.ts';
import {unreached} from './unreached.ts';
import {UsageError} from './usage-error.ts';
import {walkOptions} from './walk-options.ts';
import {withRecorded} from './with-recorded.ts';

type Form = 'text' | 'json' | 'events';

/** `slb-wizard check`: the whole guide at once, without questions. Returns the exit status. */
export const check = async (request: RunRequest, form: Form, short?: ShortForm): Promise<number> => {
	const reporting = await prepareReporting(request.reports);
	const interrupt = new Interrupt();
	const stop = (): void => interrupt.end();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
	const isRecording = recordingPath(request.given.host ?? '') !== undefined;
	if (!isRecording) refuseMissing(request.given);
	const recorder = await prepareRecorder(request);
	const opened = await openHost(request.given.host, {
		ahead: () => aheadOfWalk(request.given),
		signal: interrupt.walkSignal,
	});
	if ('unreached' in opened && interrupt.walkSignal.aborted) {
		recorder.end();
		return 130;
	}

	if ('unreached' in opened) {
		if (opened.isBadUsage) throw new UsageError(opened.unreached);
		aside(reporting.words(opened.unreached, request.given.host));
	}

	const {given, witnessS, fromSeat, note} = withRecorded(request, opened);
	if (isRecording) refuseMissing(given);
	if (note !== undefined) aside(reporting.words(composed(pick => safeLine(pick(note)))));
	const isDocumentWanted = form !== 'text' || short !== undefined || reporting.isWanted;
	// Programs get their document, in which nothing is known; for a person the reason is enough.
	const nothing = isDocumentWanted && 'unreached' in opened ? unreached(given, say(opened.unreached)) : undefined;
	const found = 'unreached' in opened ? nothing : await reached(opened);
	if (found === undefined) {
		recorder.end();
		return 3;
	}

	const {host, target} = found;
	recorder.aim(target, witnessS);
	const {stdout, stderr} = process;
	const ink = mayColour(process.env, stdout.isTTY);
	const words = short === undefined ? {} : await inShort(reporting, short);
	const face = reporting.around(openCheckFace({form, stdout, stderr, ink, signs: ownSigns(), ...words}), 'problems');
	reporting.keepTimeOf(host);
	const {suppressions} = request;
	// Only a ticket and a report ask for the server's name.
	const isNamed = (short !== undefined || reporting.isWanted) && !('unreached' in opened);
	const server = isNamed ? lookUpServer(host, target.platform, interrupt.walkSignal) : undefined;
	const conclusion: Conclusion = await run(
		walk(walkOptions({target, host, pace: 'all', interrupt, witnessS, fromSeat, suppressions, server})),
		face,
	);
	await host.close?.();
	recorder.end();
	return statusOf(conclusion);

	async function reached({host: real, platform}: Exclude<OpenedHost, {unreached: Words}>) {
		const host = recorder.of(real, platform);
		return {host, target: await targetOf(given, {host, platform, signal: interrupt.walkSignal})};
	}
};

const inShort = async (reporting: Reporting, form: ShortForm) => {
	const {shortened} = await import('./shortened.ts');
	return {words: (end: Conclusion) => shortened(reporting, end, form)};
};
