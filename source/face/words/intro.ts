import {say, type Words} from '../../engine/words.ts';
import {blank, type Line} from './line.ts';

/** What the program is opened for. */
export type Occasion = 'wizard' | 'demo' | 'drill';

/** What stands above the wizard's first question, above the demo, or above a drill. */
export const introLines = (version: string, what: Occasion): readonly Line[] => [
	{text: `slb-wizard ${version}${what === 'wizard' ? '' : ` · ${say(names[what])}`}`, tone: 'heading'},
	{text: say(about[what])},
	...(what === 'wizard' ? [{text: say(careful), tone: 'quiet'} as const] : []),
	blank,
];

const names = {demo: {en: 'demo', zh: '演示'}, drill: {en: 'drill', zh: '练习'}};

const about: Readonly<Record<Occasion, Words>> = {
	wizard: {
		en: 'Why does the load balancer call this server unhealthy? A few questions, then each step of the troubleshooting document.',
		zh: '负载均衡为什么认为这台服务器异常？先回答几个问题，再逐步执行官方排查文档。',
	},
	demo: {
		en: 'A small backend with a known fault runs inside this program. The wizard looks for the fault with the same steps as on a real server.',
		zh: '本程序内运行着一个带有已知故障的小型后端。向导用与真实服务器上相同的步骤查找故障。',
	},
	drill: {
		en: 'A practice backend with a fault is made, and a load balancer that checks it. Find out why it is unhealthy; putting it right counts as well.',
		zh: '将创建一个带故障的练习后端，以及对它做健康检查的负载均衡。找出它异常的原因；把它修好也得分。',
	},
};

const careful = {
	en: 'It only looks; what changes this server, it does only when you say so by a word. No broken backend at hand? Choose Demo, or run: slb-wizard demo',
	zh: '它只查看；只有在你输入确认的单词后才会改动服务器。手边没有出故障的后端？选择“演示”，或运行：slb-wizard demo',
};
