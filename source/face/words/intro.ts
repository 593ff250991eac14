import {blank, type Line} from './line.ts';

/** What stands above the wizard's first question. */
export const introLines = (version: string): readonly Line[] => [
	{text: `slb-wizard ${version}`, tone: 'heading'},
	{
		text: 'Why does the load balancer call this server unhealthy? A few questions, then a look at each step of the troubleshooting document.',
	},
	{
		text: 'It only looks: nothing on this server is changed. No broken backend at hand? Choose Demo, or run: slb-wizard demo',
		tone: 'quiet',
	},
	blank,
];
