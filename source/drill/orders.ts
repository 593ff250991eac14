import {z} from 'zod/mini';
import {demoFaultIds} from '../demo/faults.ts';
import {target} from '../form/target.ts';

/** What the service of a practice backend is told to be. */
export const serviceOrder = z.object({
	behaviour: z.enum(demoFaultIds),
	/** The file that says where it listens. */
	settings: z.string(),
	/** Names under which its site is served, beside the usual ones. */
	served: z.array(z.string()),
	stuck: z.exactOptional(z.enum(['frozen', 'accepts-nothing'])),
});

export type ServiceOrder = z.infer<typeof serviceOrder>;

/** What the load balancer's side checks, and from which addresses. */
export const balancerOrder = z.object({target, sources: z.array(z.string())});

/** One check, as the load balancer's side prints it. */
export const balancerReport = z.object({
	source: z.exactOptional(z.string()),
	passes: z.boolean(),
	/** What came of it, in words: the person may choose another language meanwhile. */
	says: z.object({en: z.string(), zh: z.string()}),
	/** The same for two checks that came to the same, however long they took. */
	kind: z.string(),
});

export type BalancerReport = z.infer<typeof balancerReport>;
