import {blank, type Line} from './line.ts';

/** What stands above the wizard's first question, or above the demo. */
export const introLines = (version: string, what: 'wizard' | 'demo'): readonly Line[] => [
	{text: `slb-wizard ${version}${what === 'demo' ? ' · demo' : ''}`, tone: 'heading'},
	...(what === 'demo' ? demoIntro : wizardIntro),
	blank,
];

const wizardIntro: readonly Line[] = [
	{
		text: 'Why does the load balancer call this server unhealthy? A few questions, then each step of the troubleshooting document.',
	},
	{
		text: 'It only looks; what changes this server, it does only when you say so by a word. No broken backend at hand? Choose Demo, or run: slb-wizard demo',
		tone: 'quiet',
	},
];

const demoIntro: readonly Line[] = [
	{
		text: 'A small backend with a known fault runs inside this program. The wizard looks for the fault with the same steps as on a real server.',
	},
];
