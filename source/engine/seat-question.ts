import type {SettingQuestion} from './event.ts';
import type {Target} from './target.ts';

/** Asked before something is set up on the host, even for a moment: a bare Enter says no. */
export const seatQuestion = ({healthCheck: {timeoutS}}: Target): SettingQuestion => ({
	id: 'seat',
	question: "Send the check from the load balancer's seat?",
	help: `A network namespace with an address of the sources, a pair of interfaces and one host route stand for a moment, at most ${timeoutS + 20} s, also when this program is killed. The check goes through the host's real filters. Nothing lasts. It needs root.`,
	choices: [
		{value: 'no', label: 'No', hint: 'nothing is set up'},
		{value: 'yes', label: 'Yes', hint: 'and then look at everything again'},
	],
	suggestion: 'no',
});
