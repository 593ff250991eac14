/** The places on the probe's path, in the order in which a probe meets them; the balancer's settings come before. */
export const places = ['balancer', 'link', 'route', 'filter', 'listener', 'load', 'accept', 'answer', 'time'] as const;

export type Place = (typeof places)[number];
