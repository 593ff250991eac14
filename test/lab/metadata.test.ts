import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {readResult} from '../../source/form/read-result.ts';
import {alibaba, type MetadataMode, madeBy, startMetadata} from './harness/cloud.ts';
import {type Lab, openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx} from './harness/nginx.ts';
import {program, runCheck, runCheckOverSsh} from './harness/program.ts';
import {reachSmallHost, type SmallHost} from './harness/small-host.ts';

const named = {instanceId: 'i-bp13znx0m0me8cquu', region: 'cn-hangzhou'};

describe.skipIf(labLacks() !== undefined).sequential('the metadata service', {timeout: 120_000}, () => {
	let lab: Lab;
	beforeEach(async () => {
		lab = await openLab();
		await startNginx(lab);
	});
	afterEach(async () => lab.close());

	const reportOf = (file: string): unknown => {
		const read = readResult(readFileSync(file, 'utf8'));
		return 'result' in read ? read.result.server : read.problem;
	};
	const checkHere = async (maker: string): Promise<unknown> => {
		const file = join(lab.directory, 'report.json');
		await runCheck(lab.backend, {protocol: 'tcp'}, madeBy(lab, maker), ['--report', file]);
		return reportOf(file);
	};

	test.each<MetadataMode>(['normal', 'hardened', 'old'])('in the %s mode names the server', async mode => {
		const asked = await startMetadata(lab, mode);
		expect(await checkHere(alibaba)).toEqual(named);
		const [token, ...keys] = asked();
		expect(token).toBe(`PUT /latest/api/token ${mode === 'old' ? 404 : 200}`);
		expect(keys).toEqual(
			['instance-id 200', 'region-id 200', 'private-ipv4 200', 'eipv4 404'].map(key => `GET /latest/meta-data/${key}`),
		);
	});

	test('is not asked on a machine of another maker', async () => {
		const asked = await startMetadata(lab, 'normal');
		expect(await checkHere('QEMU')).toBeUndefined();
		expect(asked()).toEqual([]);
	});

	test.each([
		['drops what goes there', 'iptables -A OUTPUT -d 100.100.100.200 -j DROP'],
		['refuses it', 'iptables -A OUTPUT -d 100.100.100.200 -j REJECT'],
	])('that the host %s leaves the server without a name, and the check as it is', async (_, script) => {
		const asked = await startMetadata(lab, 'normal');
		await lab.backend.sh(script);
		expect(await checkHere(alibaba)).toBeUndefined();
		expect(asked()).toEqual([]);
	});

	test.each<[string, MetadataMode, SmallHost]>([
		['curl', 'hardened', {with: ['curl']}],
		['bash', 'hardened', {with: ['bash'], without: ['nc', 'wget']}],
		['nc', 'hardened', {}],
		['wget', 'normal', {without: ['nc']}],
	])('is asked over ssh with %s, in the %s mode', async (_, mode, small) => {
		const asked = await startMetadata(lab, mode);
		const way = await reachSmallHost(lab, {...small, inside: madeBy(lab, alibaba)});
		const file = join(lab.directory, 'report.json');
		await runCheckOverSsh(way, {protocol: 'tcp'}, ['--report', file]);
		expect(reportOf(file), asked().join('\n')).toEqual(named);
	});

	test('gives the ticket its instance and region', async () => {
		await startMetadata(lab, 'hardened');
		const {stdout} = await lab.backend.run(madeBy(lab, alibaba)[0] ?? '', [
			...[process.execPath, program, 'check', '--backend', '10.11.192.1', '--port', '80', '--ticket'],
		]);
		expect(stdout).toContain('Account UID, region: ________, cn-hangzhou');
		expect(stdout).toContain('Backend server (instance ID, private address): i-bp13znx0m0me8cquu, 10.11.192.1');
	});
});
