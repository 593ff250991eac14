import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {command} from '../../source/engine/command.ts';
import type {HostNews} from '../../source/engine/host.ts';
import {LocalHost} from '../../source/host/local-root.ts';

/** A sudo that asks for `secret word`, and marks the shells that it opens. */
const stand = `#!/bin/sh
[ "$1" = -S ] || exit 1
read -r given
[ "$given" = 'secret word' ] || { echo 'Sorry, try again.' >&2; exit 1; }
shift 3
SLBW_RAISED=yes exec "$@"
`;

const {PATH} = process.env;
let folder = '';

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'slbw-sudo-'));
	writeFileSync(join(folder, 'sudo'), stand);
	chmodSync(join(folder, 'sudo'), 0o755);
	process.env.PATH = `${folder}:${PATH}`;
});

afterAll(() => {
	process.env.PATH = PATH;
	rmSync(folder, {recursive: true, force: true});
});

test('a wrong password is said in the words of sudo, and nothing is raised', async () => {
	const host = new LocalHost();
	await host.open();
	expect(await host.elevate('wrong')).toEqual({refused: 'Sorry, try again.'});
	await host.close();
});

test.runIf(process.getuid?.() === 0)(
	'rights that a password gave and that are lost are said, never missed in silence',
	async () => {
		const host = new LocalHost();
		const news: HostNews[] = [];
		host.hear(one => news.push(one));
		await host.open();
		expect(await host.elevate('secret word')).toBe('granted');
		const raised = async (): Promise<string> =>
			(await host.run(command('sh', '-c', 'echo "$SLBW_RAISED"'))).stdout.trim();
		expect(await raised()).toBe('yes');
		// It ends each shell that was raised, and is tried again in the next one.
		await host.run(command('sh', '-c', '[ "$SLBW_RAISED" != yes ] || kill -9 $(ps -o ppid= -p $PPID)'));
		expect(await raised()).toBe('');
		expect(news).toEqual([{is: 'rights-lost', as: 'root'}]);
		await host.close();
	},
);
