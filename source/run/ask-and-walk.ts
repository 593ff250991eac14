import {networkInterfaces} from 'node:os';
import {nothingDetected} from '../engine/detected.ts';
import type {Face} from '../engine/event.ts';
import {type Intake, intake} from '../engine/intake.ts';
import {firstOf, type Interrupt} from '../engine/interrupt.ts';
import {recordingPath} from '../engine/recording-path.ts';
import {completeTarget} from '../engine/settings.ts';
import {askOn} from './ask.ts';
import {demoWalk} from './demo.ts';
import {lookUpServer, suggest} from './detect.ts';
import {mendWith} from './mend.ts';
import {type FirstGuess, reachBackend} from './reach.ts';
import type {Recorder} from './record.ts';
import type {Reporting} from './reporting.ts';
import type {Taken} from './resume.ts';
import type {RunRequest} from './run-request.ts';
import {walkAndWatch} from './walk-and-watch.ts';
import {walkOptions} from './walk-options.ts';
import {withRecorded} from './with-recorded.ts';

/** What is there before the first question. */
type AtHand = {
	readonly face: Face;
	readonly interrupt: Interrupt;
	readonly recorder: Recorder;
	readonly wanted: 'plain' | 'any';
	readonly reporting: Reporting;
	/** What is taken over of an earlier session. */
	readonly taken?: Taken | undefined;
};

/** The wizard on a face that is already open. Returns the exit status. */
export const askAndWalk = async (
	request: RunRequest,
	{face, interrupt, recorder, wanted, taken, reporting}: AtHand,
): Promise<number> => {
	if (taken !== undefined && taken.resume === undefined) face.show({type: 'resumed', resumed: taken.resumed});
	const found = await reachBackend(firstGuess(request.given), face, interrupt.walkSignal);
	if (found.is === 'quit') {
		await face.close();
		recorder.end();
		return 130;
	}

	const {opened, where} = found;
	const {platform} = opened;
	const host = recorder.of(opened.host, platform);
	const {given, witnessS} = withRecorded({...request, given: {...request.given, host: where}}, opened);
	const resume = taken?.resume;
	const looking = new AbortController();
	const signal = firstOf(interrupt.walkSignal, looking.signal);
	// The first question doesn't wait for what is found.
	const detected = resume ? Promise.resolve(nothingDetected) : suggest(host, platform, signal);
	const server = resume ? lookUpServer(host, platform, signal) : detected.then(all => all.server);
	const stopLooking = async (): Promise<void> => {
		looking.abort();
		await Promise.all([detected, server]);
	};

	const answered: Intake = resume
		? {is: 'ready', settings: given, pace: request.pace ?? resume.pace}
		: await intake({
				given,
				detected,
				ask: askOn(face),
				pace: request.pace,
				demo: where === 'local' ? 'offered' : 'not-offered',
			});
	if (answered.is === 'demo') {
		await stopLooking();
		recorder.end();
		return demoWalk(face, interrupt, {wanted});
	}

	const complete = answered.is === 'ready' ? completeTarget(answered.settings, platform) : undefined;
	if (answered.is === 'quit' || complete === undefined || !('target' in complete)) {
		await face.close();
		await stopLooking();
		await host.close?.();
		recorder.end();
		return 130;
	}

	const {target} = complete;
	const {suppressions} = request;
	const options = walkOptions({target, host, pace: answered.pace, interrupt, witnessS, resume, suppressions, server});
	recorder.aim(target, witnessS);
	reporting.keepTimeOf(host);
	// A recording can't be changed, and what is changed is no part of one.
	const isReal = platform === 'linux' && recordingPath(where) === undefined;
	const mend = isReal ? {mend: mendWith({target, host: opened.host, interrupt, witnessS})} : {};
	const status = await walkAndWatch({...options, ...mend}, face, wanted);
	await host.close?.();
	recorder.end();
	return status;
};

/** A Mac is no backend, and neither is a machine that doesn't have the address that the load balancer connects to. */
const firstGuess = ({host, backend}: RunRequest['given']): FirstGuess => {
	if (host !== undefined) return {where: host, isSure: true};
	if (process.platform === 'darwin') return {where: undefined, isSure: false};
	const own = Object.values(networkInterfaces()).flatMap(addresses => addresses ?? []);
	if (backend !== undefined && !own.some(({address}) => address === backend))
		return {
			where: `ssh://${backend.includes(':') ? `[${backend}]` : backend}`,
			isSure: false,
			because: {en: `${backend} is no address of this machine`, zh: `${backend} 不是本机的地址`},
		};
	return {where: 'local', isSure: process.platform !== 'win32'};
};
