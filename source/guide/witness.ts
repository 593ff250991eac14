import {command} from '../engine/command.ts';
import {defineStep} from '../engine/step.ts';
import {answers} from '../fact/answers.ts';
import {keepers} from '../fact/keepers.ts';
import {passages} from '../fact/passages.ts';
import {witness} from '../fact/witness/witness.ts';
import {withKeepers} from './judge/keepers.ts';
import {judgeWitness} from './judge/witness.ts';

export default defineStep({
	id: 'witness',
	title: "Do the load balancer's own probes arrive, and what becomes of them?",
	why: 'Every other step asks what would happen. Here the load balancer’s real probes are watched, without sending anything: if none arrives, nothing on this host is to blame.',
	passage: 'Not in the document. It looks at the server only, never at what the load balancer itself sends.',
	document: ({sources, healthCheck}) => ({
		command: 'none',
		but: `Logs, sockets, connection tracking, counters of rules and packets (tcpdump, where it is there) are watched for ${sources.join(', ')} on port ${healthCheck.port}.`,
	}),
	skipWhy: ({platform}) =>
		platform === 'windows' ? 'does not apply to Windows yet: what it shows of probes is not read' : undefined,
	needs: {witness, passages, answers, keepers},
	judge: ({witness: seen, ...facts}, target) => {
		if (!seen.known) return [{is: 'unknown', why: seen.why, matters: false, wouldTell: command('ss', '-tan')}];
		return withKeepers(judgeWitness(seen.value, facts, target), facts.keepers);
	},
});
