// Spring's /actuator/health, Kubernetes' /healthz, /livez and /readyz, and what people call such a page.
const names =
	/^(?:_?health(?:z|y|[-_.]?check)?|livez?|liveness|readyz?|readiness|ping|pong|status|heartbeat|alive|check[-_]?health|(?:[scan]?lb|elb)[-_]?(?:check|health|status|ping))$/i;

/** Whether a path looks as if it were there for health checks. */
export const isHealthPath = (path: string): boolean => {
	const words = path.replace(/\/$/, '').split('/');
	const last = words.at(-1)?.replace(/\.(?:html?|txt|json|php|jsp|do|aspx?)$/i, '') ?? '';
	return path.startsWith('/') && words.length <= 6 && names.test(last);
};
