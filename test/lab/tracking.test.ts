import {describe, expect, test} from 'vitest';
import {completeTarget} from '../../source/engine/settings.ts';
import type {Protocol} from '../../source/engine/target.ts';
import {readTracking, trackingCommands} from '../../source/fact/witness/tracking.ts';
import {openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';

const port = 80;

/** Whoever has a connection to the port, over TCP and over UDP, and one beside it. */
const peers = ['1.2.3.4', '100.64.0.9', '100.127.1.2', '2408:4005::7', '2409::7'];
const entries = peers.flatMap(peer => {
	const own = peer.includes(':') ? '2408:4005::1' : '10.11.192.1';
	const words = `--src ${peer} --dst ${own} --sport 4000 --timeout 100`;
	return [
		`conntrack -I -p tcp ${words} --dport ${port} --state ESTABLISHED -u ASSURED`,
		`conntrack -I -p udp ${words} --dport ${port}`,
		`conntrack -I -p tcp ${words} --dport 8080 --state ESTABLISHED -u ASSURED`,
	];
});

describe.skipIf(labLacks() !== undefined)('connection tracking, read by the real tools', () => {
	test.for<readonly [Protocol, readonly string[], readonly string[]]>([
		['http', ['100.64.0.0/10'], ['100.127.1.2', '100.64.0.9']],
		['udp', ['100.64.0.0/10'], ['100.127.1.2', '100.64.0.9']],
		['tcp', ['100.64.0.9', '1.2.3.0/24'], ['1.2.3.4', '100.64.0.9']],
		['tcp', ['100.64.0.0-100.64.0.9'], ['100.64.0.9']],
		['tcp', ['0.0.0.0/0'], ['1.2.3.4', '100.127.1.2', '100.64.0.9']],
		['http', ['2408:4005::/32'], ['2408:4005::7']],
		['tcp', ['::/0'], ['2408:4005::7', '2409::7']],
		['https', ['100.64.0.0/10', '2409::7'], ['100.127.1.2', '100.64.0.9', '2409::7']],
	])('of %s from %j', async ([protocol, sources, expected]) => {
		const complete = completeTarget({backend: '10.11.192.1', port, protocol, sources}, 'linux');
		if (!('target' in complete)) throw new Error('the target is complete');
		const [, byTool = []] = trackingCommands(complete.target);
		const lab = await openLab();
		try {
			await lab.backend.sh(entries.join('\n'));
			const shown = await Promise.all(byTool.map(({file, args}) => lab.backend.run(file, args)));
			expect(shown.map(({exitCode}) => exitCode)).toEqual(byTool.map(() => 0));
			const found = shown.flatMap(({stdout}) => readTracking(stdout, port));
			expect(found.map(({source}) => source).toSorted()).toEqual(expected);
		} finally {
			await lab.close();
		}
	});
});
