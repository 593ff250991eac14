import type {Conclusion} from '../engine/event.ts';
import {Interrupt} from '../engine/interrupt.ts';
import {completeTarget, settings as options, type Settings} from '../engine/settings.ts';
import {run, walk} from '../engine/walk.ts';
import {openCheckFace} from '../face/check.ts';
import {mayColour} from '../face/colour.ts';
import {aheadOfWalk} from './ahead.ts';
import {detect} from './detect.ts';
import {openHost} from './open-host.ts';
import type {RunRequest} from './run-request.ts';
import {statusOf} from './status.ts';
import {UsageError} from './usage-error.ts';
import {walkOptions} from './walk-options.ts';

/** `slb-wizard check`: the whole guide at once, without questions. Returns the exit status. */
export const check = async ({given, witnessS}: RunRequest, form: 'text' | 'json' | 'events'): Promise<number> => {
	const interrupt = new Interrupt();
	const stop = (): void => interrupt.end();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
	const opened = await openHost(given.host, {ahead: () => aheadOfWalk(given)});
	if ('unreached' in opened) {
		process.stderr.write(`slb-wizard: ${opened.unreached}\n`);
		return 3;
	}

	const {host, platform} = opened;
	const target = await targetOf(given, interrupt.walkSignal);
	const {stdout, stderr} = process;
	const ink = mayColour(process.env, stdout.isTTY);
	const face = openCheckFace({form, stdout, stderr, ink});
	const conclusion: Conclusion = await run(walk(walkOptions({target, host, pace: 'all', interrupt, witnessS})), face);
	await host.close?.();
	return statusOf(conclusion);

	async function targetOf(said: Settings, signal: AbortSignal) {
		const first = completeTarget(said, platform);
		if ('target' in first) return first.target;
		if (first.missing.includes('port'))
			throw new UsageError('--port is missing: the port that the listener forwards to');
		if (first.missing.includes('sources'))
			throw new UsageError(
				`${options.sources.flag} is missing: ${said.product?.toUpperCase()} probes from its own addresses in its vSwitches; name them, or the vSwitches’ ranges`,
			);
		const [primary] = (await detect(host, platform, signal)).addresses;
		if (primary === undefined)
			throw new UsageError(
				'--backend is missing, and this host has no address that the load balancer could connect to',
			);
		const second = completeTarget({...said, backend: primary.address}, platform);
		if ('target' in second) return second.target;
		throw new UsageError(`${second.missing.join(', ')} missing`);
	}
};
