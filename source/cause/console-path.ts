import type {Target} from '../engine/target.ts';
import type {Words} from '../engine/words.ts';

const healthCheckPages = {
	clb: {
		en: 'CLB console > Instances > the instance > Listener > Modify Listener > Health Check',
		zh: 'CLB 控制台 > 实例管理 > 目标实例 > 监听 > 修改监听 > 健康检查',
	},
	alb: {
		en: 'ALB console > Server Groups > the group > Modify Health Check',
		zh: 'ALB 控制台 > 服务器组 > 目标服务器组 > 修改健康检查',
	},
	nlb: {
		en: 'NLB console > Server Groups > the group > Modify Health Check',
		zh: 'NLB 控制台 > 服务器组 > 目标服务器组 > 修改健康检查',
	},
} as const satisfies Record<Target['product'], Words>;

const backendPages = {
	clb: {
		en: 'CLB console > Instances > the instance > vServer Groups or Default Server Group',
		zh: 'CLB 控制台 > 实例管理 > 目标实例 > 虚拟服务器组或默认服务器组',
	},
	alb: {
		en: 'ALB console > Server Groups > the group > Backend Servers',
		zh: 'ALB 控制台 > 服务器组 > 目标服务器组 > 后端服务器',
	},
	nlb: {
		en: 'NLB console > Server Groups > the group > Backend Servers',
		zh: 'NLB 控制台 > 服务器组 > 目标服务器组 > 后端服务器',
	},
} as const satisfies Record<Target['product'], Words>;

const listenerPages = {
	clb: {en: 'CLB console > Instances > the instance > Listener', zh: 'CLB 控制台 > 实例管理 > 目标实例 > 监听'},
	alb: {en: 'ALB console > Instances > the instance > Listener', zh: 'ALB 控制台 > 实例 > 目标实例 > 监听'},
	nlb: {en: 'NLB console > Instances > the instance > Listener', zh: 'NLB 控制台 > 实例 > 目标实例 > 监听'},
} as const satisfies Record<Target['product'], Words>;

/** Where the console holds the health check's settings: the listener for CLB, the server group for ALB and NLB. */
export const healthCheckPage = ({product}: Target): Words => healthCheckPages[product];

/** Where the console holds a backend's address, port and weight. */
export const backendPage = ({product}: Target): Words => backendPages[product];

/** Where the console holds the listener. */
export const listenerPage = ({product}: Target): Words => listenerPages[product];

/** The product as people say it. */
export const productName = ({product}: Target): string => product.toUpperCase();
