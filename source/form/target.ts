import {z} from 'zod/mini';
import type {Target} from '../engine/target.ts';

const text = z.string();
const port = z.int().check(z.minimum(1), z.maximum(65_535));
const atLeastOne = z.int().check(z.minimum(1));

const healthCheck = z.object({
	protocol: z.enum(['tcp', 'udp', 'http', 'https']),
	port,
	path: text,
	domain: z.nullable(text),
	method: z.enum(['head', 'get']),
	codes: z.readonly(z.array(z.enum(['http_2xx', 'http_3xx', 'http_4xx', 'http_5xx']))),
	timeoutS: atLeastOne,
	intervalS: atLeastOne,
	healthyThreshold: atLeastOne,
	unhealthyThreshold: atLeastOne,
});

/** What is judged, as it stands in a result, a recording or a session. */
export const target = z.object({
	host: text.check(z.describe('Where commands ran: local, ssh://… or replay:…')),
	platform: z.enum(['linux', 'windows']),
	product: z.enum(['clb', 'alb', 'nlb']),
	backend: text.check(z.describe('The address that the load balancer connects to.')),
	port,
	sources: z
		.readonly(z.array(text).check(z.minLength(1)))
		.check(z.describe('Where probes come from, in CIDR notation.')),
	healthCheck,
}) satisfies z.ZodMiniType<Target>;
