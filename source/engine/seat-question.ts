import type {SettingQuestion} from './question.ts';
import type {Target} from './target.ts';
import {say} from './words.ts';

/** Asked before something is set up on the host, even for a moment: a bare Enter says no. */
export const seatQuestion = ({healthCheck: {timeoutS}}: Target): SettingQuestion => ({
	id: 'seat',
	question: say({en: "Send the check from the load balancer's seat?", zh: '从负载均衡的位置发送健康检查？'}),
	help: say({
		en: `A network namespace with an address of the sources, a pair of interfaces and one host route stand for a moment, at most ${timeoutS + 20} s, also when this program is killed. The check goes through the host's real filters. Nothing lasts. It needs root.`,
		zh: `临时建立一个使用来源地址的网络命名空间、一对网卡和一条主机路由，最多 ${timeoutS + 20} 秒，即使本程序被杀死也会清除。检查会经过主机真实的过滤规则。不会留下任何东西。需要 root。`,
	}),
	choices: [
		{value: 'no', label: say({en: 'No', zh: '否'}), hint: say({en: 'nothing is set up', zh: '不建立任何东西'})},
		{
			value: 'yes',
			label: say({en: 'Yes', zh: '是'}),
			hint: say({en: 'and then look at everything again', zh: '然后重新检查全部'}),
		},
	],
	suggestion: 'no',
});
