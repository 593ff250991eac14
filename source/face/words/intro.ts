import {blank, type Line} from './line.ts';

/** What the program is opened for. */
export type Occasion = 'wizard' | 'demo' | 'drill';

/** What stands above the wizard's first question, above the demo, or above a drill. */
export const introLines = (version: string, what: Occasion): readonly Line[] => [
	{text: `slb-wizard ${version}${what === 'wizard' ? '' : ` · ${what}`}`, tone: 'heading'},
	...(what === 'wizard' ? wizardIntro : what === 'demo' ? demoIntro : drillIntro),
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

const drillIntro: readonly Line[] = [
	{
		text: 'A practice backend with a fault is made, and a load balancer that checks it. Find out why it is unhealthy; putting it right counts as well.',
	},
];
