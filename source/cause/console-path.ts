import type {Target} from '../engine/target.ts';

const healthCheckPages = {
	clb: 'CLB console > Instances > the instance > Listener > Modify Listener > Health Check',
	alb: 'ALB console > Server Groups > the group > Modify Health Check',
	nlb: 'NLB console > Server Groups > the group > Modify Health Check',
} as const;

const backendPages = {
	clb: 'CLB console > Instances > the instance > vServer Groups or Default Server Group',
	alb: 'ALB console > Server Groups > the group > Backend Servers',
	nlb: 'NLB console > Server Groups > the group > Backend Servers',
} as const;

const listenerPages = {
	clb: 'CLB console > Instances > the instance > Listener',
	alb: 'ALB console > Instances > the instance > Listener',
	nlb: 'NLB console > Instances > the instance > Listener',
} as const;

/** Where the console holds the health check's settings: the listener for CLB, the server group for ALB and NLB. */
export const healthCheckPage = ({product}: Target): string => healthCheckPages[product];

/** Where the console holds a backend's address, port and weight. */
export const backendPage = ({product}: Target): string => backendPages[product];

/** Where the console holds the listener. */
export const listenerPage = ({product}: Target): string => listenerPages[product];

/** The product as people say it. */
export const productName = ({product}: Target): string => product.toUpperCase();
