import {catalogue} from '../cause/catalogue.ts';
import type {Host} from '../engine/host.ts';
import {places} from '../engine/place.ts';
import {recordingPath} from '../engine/recording-path.ts';
import type {Settings} from '../engine/settings.ts';
import type {Suppression} from '../engine/suppress.ts';
import type {Target} from '../engine/target.ts';
import {chooseFace} from '../face/choose.ts';
import {prepareColour} from '../face/colour.ts';
import {openJsonWatch, openPlainWatch, type WatchFace} from '../face/watch.ts';
import firewall from '../guide/firewall.ts';
import returnRoute from '../guide/return-route.ts';
import reversePath from '../guide/reverse-path.ts';
import type {Until, WatchEnd} from '../watch/event.ts';
import {Stops} from '../watch/stops.ts';
import {watch} from '../watch/watch.ts';
import {aheadOfDetect} from './ahead.ts';
import {aside} from './aside.ts';
import {openHost} from './open-host.ts';
import {ownSigns} from './own-signs.ts';
import {refuseMissing, targetOf} from './target-of.ts';
import {UsageError} from './usage-error.ts';

export type WatchRequest = {
	readonly given: Settings;
	/** Known findings, which are shown as such. */
	readonly suppressions?: readonly Suppression[] | undefined;
	readonly until?: Until | undefined;
	readonly limitS?: number | undefined;
	readonly form: 'json' | 'plain' | 'any';
};

/** `slb-wizard watch`. Returns the exit status. */
export const watchHost = async ({given, suppressions, until, limitS, form}: WatchRequest): Promise<number> => {
	if (recordingPath(given.host ?? '') !== undefined)
		throw new UsageError({
			en: `--host ${given.host}: a recording doesn’t change, so there is nothing to watch`,
			zh: `--host ${given.host}：录制不会变化，没有可以观察的内容`,
		});
	refuseMissing(given);
	const stops = stoppable();
	const opened = await openHost(given.host, {ahead: aheadOfDetect});
	if ('unreached' in opened) {
		aside(opened.unreached);
		return 3;
	}

	const {host, platform} = opened;
	try {
		const target = await targetOf(given, {host, platform, signal: stops.signal});
		return watchStatus(await watchTarget({target, host, suppressions, until, limitS, form, stops}), until);
	} finally {
		await host.close?.();
	}
};

/** What the signals end as well. */
const stoppable = (): Stops => {
	const stops = new Stops();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stops.end('interrupted'));
	return stops;
};

/** Watches a target on a host that is open already. */
export const watchTarget = async ({
	target,
	host,
	suppressions,
	until,
	limitS,
	form,
	stops = stoppable(),
}: {
	readonly target: Target;
	readonly host: Host;
	readonly suppressions?: readonly Suppression[] | undefined;
	readonly until?: Until | undefined;
	readonly limitS?: number | undefined;
	readonly form: WatchRequest['form'];
	readonly stops?: Stops;
}): Promise<WatchEnd> => {
	const face = await openWatchFace(form, stops);
	const end = await watch({
		target,
		host,
		suppressions,
		until,
		limitS,
		steps: [firewall, returnRoute, reversePath],
		knowledge: {causes: catalogue, places},
		stops,
		tell: face.show,
	});
	await face.close();
	return end;
};

const openWatchFace = async (form: WatchRequest['form'], stops: Stops): Promise<WatchFace> => {
	const {stdin, stdout, env} = process;
	if (form === 'json') return openJsonWatch(stdout);
	const chosen = chooseFace({
		stdinIsTty: stdin.isTTY === true,
		stdoutIsTty: stdout.isTTY === true,
		// Nothing is asked.
		stdinHolds: 'answers',
		columns: stdout.columns ?? 0,
		rows: stdout.rows ?? 0,
		env,
		wanted: form,
	});
	if (chosen.face !== 'ink') return openPlainWatch(stdout, ownSigns());
	prepareColour(env);
	const {openInkWatch} = await import('../face/ink/watch.tsx');
	return openInkWatch({stdin, stdout, signs: ownSigns(), onClose: stops.end});
};

/**
 * 0: what was waited for has come; without `--until`, it is healthy at the end. 1: it has not come, or it is unhealthy. 3:
 * it can't be told.
 */
export const watchStatus = ({because, verdict}: WatchEnd, until: Until | undefined): number => {
	if (because === 'interrupted') return 130;
	if (because === 'reached') return 0;
	if (because === 'host-lost' || verdict === 'unknown') return 3;
	return until === undefined && verdict === 'healthy' ? 0 : 1;
};
