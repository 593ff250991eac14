import {describe, expect, it} from 'vitest';
import {readSs} from '../../source/fact/connections.ts';
import {judgeOwnClient} from '../../source/guide/judge/own-client.ts';
import {known, target, unseen} from '../fact/look.ts';
import {spoken} from './spoken.ts';

const tcp = {...target, healthCheck: {...target.healthCheck, protocol: 'tcp'}} as const;
const head = 'State Recv-Q Send-Q Local Address:Port Peer Address:Port\n';
const connectionsOf = (line: string) => known(readSs(head + line) ?? []);

describe('a backend that calls its own load balancer', () => {
	it.each<[string, number, string]>([
		['waits for an answer from another host’s same port', 1, 'SYN-SENT 0 1 10.11.192.1:40000 10.11.200.9:80'],
		['is not shown by a connection that stands', 0, 'ESTAB 0 0 10.11.192.1:40000 10.11.200.9:80'],
		['is not shown by another port', 0, 'SYN-SENT 0 1 10.11.192.1:40000 10.11.200.9:5432'],
	])('%s', (_, count, line) => {
		const found = spoken(judgeOwnClient(connectionsOf(line), tcp));
		expect(
			found.map(finding => (finding.is === 'cause' ? `${finding.code} ${finding.certainty}` : finding.is)),
		).toEqual(Array.from({length: count}, () => 'same-host-client possible'));
	});

	it('is no matter for a layer-7 listener, nor where connections can’t be read', () => {
		expect(judgeOwnClient(connectionsOf('SYN-SENT 0 1 10.11.192.1:40000 10.11.200.9:80'), target)).toEqual([]);
		expect(judgeOwnClient(unseen(), tcp)).toEqual([]);
	});
});
