import type {Finding} from '../engine/finding.ts';
import {defineStep} from '../engine/step.ts';
import {addresses, holderOf} from '../fact/addresses.ts';
import {answers} from '../fact/answers.ts';
import {denyFiles} from '../fact/deny-files.ts';
import {keepers} from '../fact/keepers.ts';
import {passages} from '../fact/passages.ts';
import {serviceLog} from '../fact/service-log.ts';
import {webConfig} from '../fact/web-config.ts';
import {judgeDeniedSource} from './judge/denied-source.ts';
import {judgeDenyFile} from './judge/deny-file.ts';
import {withKeepers} from './judge/keepers.ts';
import {judgePassages} from './judge/passage.ts';

/** Where CLB's own addresses are, whatever the target says (FAQ about health checks). */
const clbSources = '100.64.0.0/10';

export default defineStep({
	id: 'sources',
	title: "Are the load balancer's own addresses let in?",
	why: `CLB probes from ${clbSources}, ALB and NLB from addresses of their vSwitches. Firewalls, bans and VPNs take these for strangers or for their own, and then only the load balancer is shut out.`,
	passage:
		'Check whether a firewall or other security software on the server blocks the local IP addresses of the load balancer, so that it can’t communicate with the server.',
	document: ({platform, sources}) => ({
		command: platform === 'windows' ? 'firewall.cpl' : `iptables -L -n | grep ${sources[0] ?? clbSources}`,
		but: 'The document names neither the addresses nor a way to look. A list of rules shows one table of one tool, and no bans in sets: every rule set is walked for each part of the sources.',
	}),
	needs: {passages, denyFiles, addresses, answers, serviceLog, webConfig, keepers},
	judge: (facts, target) => {
		const own = facts.addresses.known ? holderOf(facts.addresses.value, target.backend)?.interface : undefined;
		const found: readonly Finding[] = [
			...withKeepers(judgePassages(facts.passages, {target, interface: own}), facts.keepers),
			...judgeDenyFile(facts.denyFiles, target),
			...judgeDeniedSource(facts, target),
		];
		if (found.some(finding => finding.is === 'cause' || (finding.is === 'unknown' && finding.matters))) return found;
		return [
			{
				is: 'ok',
				say: `No packet filter${facts.denyFiles.known ? ', ban or deny file' : ' or ban'} keeps ${target.sources.join(', ')} from ${target.backend}:${target.healthCheck.port}`,
			},
			...found,
		];
	},
});
