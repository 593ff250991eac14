import {type CauseCode, causeCodes} from '../engine/cause-code.ts';
import type {Words} from '../engine/words.ts';

/** A group of the catalogue, as the contract has them. */
export type Group = {readonly title: Words; readonly codes: readonly CauseCode[]};

/** The first code of each group; the codes stand in the groups' order. */
const firstOf: ReadonlyArray<readonly [CauseCode, Words]> = [
	['service-not-listening', {en: 'The service and its socket', zh: '服务及其套接字'}],
	['firewall-drops-probes', {en: 'Packet filters and security software', zh: '包过滤与安全软件'}],
	['return-route-missing', {en: 'Routes and the kernel', zh: '路由与内核'}],
	['http-path-not-found', {en: 'The answer', zh: '应答'}],
	['udp-port-closed', {en: 'UDP', zh: 'UDP'}],
	['health-check-port-mismatch', {en: "The load balancer's side", zh: '负载均衡侧'}],
	['cpu-overloaded', {en: 'Load', zh: '负载'}],
];

/** All codes in their groups. */
export const groups: readonly Group[] = firstOf.map(([first, title], index) => {
	const next = firstOf[index + 1]?.[0];
	const end = next === undefined ? causeCodes.length : causeCodes.indexOf(next);
	return {title, codes: causeCodes.slice(causeCodes.indexOf(first), end)};
});
