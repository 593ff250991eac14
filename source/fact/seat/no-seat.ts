import type {Observation} from '../../engine/command.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import type {OpenSeat} from './script.ts';

/** Windows has no seat. */
export const noNamespaces: Words = {
	en: 'the load balancer’s seat needs network namespaces, which Windows has not',
	zh: '负载均衡的位置需要网络命名空间，Windows 没有',
};

/** The part of the sources is full, as far as the host knows. */
export const noAddress: Words = {
	en: 'no address was found there that surely nobody has',
	zh: '没有找到确定无人使用的地址',
};

const saidNothing: Words = {en: 'nothing was said of why', zh: '没有说明原因'};

// What the seat's own script says; the rest are the words of the host's programs.
const scripted: ReadonlyArray<readonly [RegExp, (word: string) => string]> = [
	[/^it needs root$/, () => '需要 root 权限'],
	[/^(\S+) is not on this host$/, tool => `本主机没有 ${tool}`],
	[/^no network namespace can be made \((.*)\)$/, way => `无法创建网络命名空间（${way}）`],
];

/** Why the script could not make a seat, out of what it printed after `failed:`. */
export const whyFailed = (said: string | undefined): Words => {
	if (said === undefined) return saidNothing;
	const fits = scripted.flatMap(([shape, words]) => {
		const match = shape.exec(said);
		return match === null ? [] : [{en: said, zh: words(match[1] ?? '')}];
	});
	return fits[0] ?? verbatim(said);
};

/** Why a seat was not set up: the script itself didn't come to its end. */
export const whyNotSetUp = ({failure, stderr, exitCode}: Observation): Words => {
	if (failure === 'timeout') return {en: 'it was not set up in time', zh: '未能及时建立'};
	const [said = ''] = stderr.trim().split('\n');
	if (said !== '') return verbatim(said);
	const status = exitCode ?? '?';
	return {en: `it could not be set up (exit ${status})`, zh: `无法建立（退出码 ${status}）`};
};

/** The kernel's own word on whether a probe from the seat meets what the load balancer's meets at all. */
export const misleading = ({link, back, in: arriving}: OpenSeat): Words | undefined => {
	if (/^\S/.test(back) && !new RegExp(`\\bdev ${link}\\b`).test(back))
		return {
			en: `a rule of the routing policy leads answers elsewhere than to the seat (${back}), so it would prove nothing`,
			zh: `策略路由规则把应答引向别处，而不是该位置（${back}），因此什么也证明不了`,
		};
	if (!/^local\b/.test(arriving))
		return {
			en: `the kernel doesn't take probes for this address from another interface (${arriving})`,
			zh: `内核不接受从其他网卡到达的、发往该地址的探测（${arriving}）`,
		};
	return undefined;
};
