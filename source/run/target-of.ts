import {addressChoices} from '../engine/address-choices.ts';
import type {Host} from '../engine/host.ts';
import {completeTarget, settings as options, type Settings} from '../engine/settings.ts';
import type {Platform, Target} from '../engine/target.ts';
import {detect} from './detect.ts';
import {UsageError} from './usage-error.ts';

/** The target of a run that asks nothing: what was not said is looked up on the host, or is an error of use. */
export const targetOf = async (
	said: Settings,
	{host, platform, signal}: {readonly host: Host; readonly platform: Platform; readonly signal: AbortSignal},
): Promise<Target> => {
	const first = completeTarget(said, platform);
	if ('target' in first) return first.target;
	const [primary] = addressChoices(await detect(host, platform, signal));
	if (primary === undefined)
		throw new UsageError({
			en: '--backend is missing, and this host has no address that the load balancer could connect to',
			zh: '缺少 --backend，而这台主机上没有负载均衡可以连接的地址',
		});
	const second = completeTarget({...said, backend: primary.value}, platform);
	if ('target' in second) return second.target;
	const missing = second.missing.join(', ');
	throw new UsageError({en: `${missing} missing`, zh: `缺少 ${missing}`});
};

/** Throws where something is missing that no host could tell. */
export function refuseMissing(given: Settings): void {
	const complete = completeTarget(given, 'linux');
	const missing = 'target' in complete ? [] : complete.missing;
	if (missing.includes('port'))
		throw new UsageError({
			en: '--port is missing: the port that the listener forwards to',
			zh: '缺少 --port：监听转发到的端口',
		});
	if (!missing.includes('sources')) return;
	const [{flag}, product] = [options.sources, given.product?.toUpperCase()];
	throw new UsageError({
		en: `${flag} is missing: ${product} probes from its own addresses in its vSwitches; name them, or the vSwitches’ ranges`,
		zh: `缺少 ${flag}：${product} 从其交换机中的自有地址发起探测；请给出这些地址或交换机的网段`,
	});
}
