import {type CauseCode, causeCodes} from '../engine/cause-code.ts';

/** A group of the catalogue, as the contract has them. */
export type Group = {readonly title: string; readonly codes: readonly CauseCode[]};

/** The first code of each group; the codes stand in the groups' order. */
const firstOf: ReadonlyArray<readonly [CauseCode, string]> = [
	['service-not-listening', 'The service and its socket'],
	['firewall-drops-probes', 'Packet filters and security software'],
	['return-route-missing', 'Routes and the kernel'],
	['http-path-not-found', 'The answer'],
	['udp-port-closed', 'UDP'],
	['health-check-port-mismatch', "The load balancer's side"],
	['cpu-overloaded', 'Load'],
];

/** All codes in their groups. */
export const groups: readonly Group[] = firstOf.map(([first, title], index) => {
	const next = firstOf[index + 1]?.[0];
	const end = next === undefined ? causeCodes.length : causeCodes.indexOf(next);
	return {title, codes: causeCodes.slice(causeCodes.indexOf(first), end)};
});
