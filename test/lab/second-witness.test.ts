import {describe, expect, test} from 'vitest';
import {backendAddress, type Lab, openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx, staticServer} from './harness/nginx.ts';
import {runCheckOverSsh} from './harness/program.ts';
import {reachOverSsh} from './harness/ssh.ts';

/** An engineer's machine, with a wire of its own to the backend. */
const operatorOf = async (lab: Lab, address = '10.22.0.9') => {
	const operator = await lab.neighbour('operator', 'eth1');
	const network = `${address.split('.').slice(0, 3).join('.')}`;
	await operator.sh(`ip address add ${address}/24 dev eth0; ip route add ${backendAddress} via ${network}.1`);
	await lab.backend.sh(`ip address add ${network}.1/24 dev eth1`);
	return operator;
};

describe.skipIf(labLacks() !== undefined).concurrent('the same check from the machine where the program runs', () => {
	test.for<[string, {readonly fault: string; readonly address?: string; readonly server?: string}, RegExp]>([
		['a healthy backend', {fault: 'true'}, /"note":"From this machine the check is answered as well: 200/],
		[
			'a rule for the sources alone',
			{fault: 'iptables -A INPUT -s 100.64.0.0/10 -p tcp --dport 80 -j DROP'},
			/From this machine the check is answered over the network \(200.*that rule asks where a packet is from/,
		],
		[
			'a rule for everybody but the host itself',
			{fault: 'iptables -A INPUT ! -i lo -p tcp --dport 80 -j REJECT --reject-with tcp-reset'},
			/^((?!From this machine the check is answered).)*$/,
		],
		[
			'a rule for this machine alone',
			{fault: 'iptables -A INPUT -s 10.22.0.0/24 -p tcp --dport 80 -j REJECT --reject-with tcp-reset'},
			/"note":"From this machine a connection is refused, and the host answers itself/,
		],
		[
			'a server that turns its own host away',
			{fault: 'true', server: staticServer('listen 80;', `deny ${backendAddress};`)},
			/From this machine the check is answered \(200.*and on the host itself it is not \(403/,
		],
		[
			'an address of the sources, which would be taken for the load balancer',
			{fault: 'true', address: '100.64.7.9'},
			/^((?!From this machine).)*$/,
		],
	])('%s', {timeout: 60_000}, async ([, {fault, address, server}, words]) => {
		const lab = await openLab();
		try {
			await startNginx(lab, server === undefined ? {} : {servers: server});
			const from = await operatorOf(lab, address);
			await lab.backend.sh(fault);
			const {told} = await runCheckOverSsh(await reachOverSsh(lab, lab.backend, {from}), {protocol: 'http'});
			const notes = told.steps.flatMap(({says = []}) => says.map(note => ({note})));
			expect(JSON.stringify([notes, told.contradictions])).toMatch(words);
		} finally {
			await lab.close();
		}
	});
});
