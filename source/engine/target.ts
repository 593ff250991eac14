/** Classic, application and network load balancer. */
export type Product = 'clb' | 'alb' | 'nlb';

/** What the health check speaks. `tcp` and `udp` are layer 4, `http` and `https` layer 7. */
export type Protocol = 'tcp' | 'udp' | 'http' | 'https';

/** The classes of status codes that a listener can accept. */
export type StatusClass = 'http_2xx' | 'http_3xx' | 'http_4xx' | 'http_5xx';

export type Platform = 'linux' | 'windows';

/** The health check's settings, as they are set for the listener (CLB) or the server group (ALB, NLB). */
export type HealthCheck = {
	readonly protocol: Protocol;
	readonly port: number;
	readonly path: string;
	/** The domain of the check, which becomes the Host header; null when none is set. */
	readonly domain: string | null;
	readonly method: 'head' | 'get';
	readonly codes: readonly StatusClass[];
	readonly timeoutS: number;
	readonly intervalS: number;
	readonly healthyThreshold: number;
	readonly unhealthyThreshold: number;
};

/** The backend in question and how the load balancer looks at it. This is `target` of the JSON result. */
export type Target = {
	/** Where commands run: `local` or `ssh://…`. */
	readonly host: string;
	readonly platform: Platform;
	readonly product: Product;
	/** The address that the load balancer connects to. */
	readonly backend: string;
	/** The backend port: where the listener forwards to. The check's own port is `healthCheck.port`. */
	readonly port: number;
	/** Where probes come from, in CIDR notation. */
	readonly sources: readonly string[];
	readonly healthCheck: HealthCheck;
};

/** Whether the check reads an HTTP answer (layer 7). */
export const isLayer7 = ({healthCheck}: Target): boolean =>
	healthCheck.protocol === 'http' || healthCheck.protocol === 'https';

/**
 * The time after which the load balancer gives a probe up, in milliseconds. CLB uses the interval where the timeout
 * is shorter than it (CreateLoadBalancerHTTPListener, HealthCheckTimeout).
 */
export const effectiveTimeoutMs = ({product, healthCheck}: Target): number =>
	(product === 'clb' ? Math.max(healthCheck.timeoutS, healthCheck.intervalS) : healthCheck.timeoutS) * 1000;
