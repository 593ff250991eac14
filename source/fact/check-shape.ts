import type {ProbeReply, ProbeShape} from '../engine/probe.ts';
import {isLayer7, type Target} from '../engine/target.ts';

/** Where a probe ends up on this host. */
export type Seat = {readonly address: string; readonly port: number};

/**
 * The check exactly as the load balancer sends it. CLB speaks HTTP/1.0 and, when no domain is set, sends no Host (CLB
 * "Configure and manage health checks"; the API reference says the backend's address instead, so both are tried). NLB
 * speaks HTTP/1.0 and ALB HTTP/1.1, both with the server's address as Host when nothing else is set.
 */
export const checkShape = (target: Target, seat: Seat, timeoutMs: number): ProbeShape => {
	const {product, healthCheck} = target;
	const base = {protocol: healthCheck.protocol, address: seat.address, port: seat.port, timeoutMs};
	if (!isLayer7(target)) return base;
	const host = healthCheck.domain ?? (product === 'clb' ? undefined : target.backend);
	return {
		...base,
		method: healthCheck.method === 'get' ? 'GET' : 'HEAD',
		path: healthCheck.path,
		version: product === 'alb' ? '1.1' : '1.0',
		...(host === undefined ? {} : {host}),
	};
};

/** Whether the load balancer takes the reply for healthy, leaving aside how long it took. */
export const isAccepted = ({healthCheck}: Target, {outcome, status}: ProbeReply): boolean => {
	// Silence is what a UDP service answers to a check that it doesn't understand: only port unreachable is a failure.
	if (healthCheck.protocol === 'udp') return outcome === 'answered' || outcome === 'silent';
	if (outcome !== 'answered') return false;
	if (healthCheck.protocol === 'tcp') return true;
	return status !== undefined && healthCheck.codes.some(code => code === `http_${Math.floor(status / 100)}xx`);
};
