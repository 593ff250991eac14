import type {Settings} from './settings.ts';
import type {Product} from './target.ts';
import {say, type Words} from './words.ts';

// Where each console shows the health check (CLB "Configure and manage health checks", ALB and NLB "Health checks").
const consoles: Readonly<Record<Product, Words>> = {
	clb: {
		en: 'CLB console › Instances › the instance › Listener tab › the listener › View Details › Health Check',
		zh: 'CLB 控制台 › 实例管理 › 该实例 › 监听 › 该监听 › 查看详情 › 健康检查',
	},
	alb: {
		en: 'ALB console › Server Groups › the group › Health Check',
		zh: 'ALB 控制台 › 服务器组 › 该服务器组 › 健康检查',
	},
	nlb: {
		en: 'NLB console › Server Groups › the group › Health Check',
		zh: 'NLB 控制台 › 服务器组 › 该服务器组 › 健康检查',
	},
};

/** Where the console shows a row of the health check's form, and what is worth knowing of it. */
export const seen = (settings: Settings, row: Words, more?: Words): string => {
	const place = consoles[settings.product ?? 'clb'];
	return say({
		en: `${place.en} › ${row.en}.${more === undefined ? '' : ` ${more.en}`}`,
		zh: `${place.zh} › ${row.zh}。${more?.zh ?? ''}`,
	});
};
