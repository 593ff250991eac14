import {afterEach, expect, test} from 'vitest';
import {proberWords, tlsSilent} from '../../source/engine/prober-words.ts';
import {speak} from '../../source/engine/words.ts';
import {noProber} from '../../source/host/no-prober.ts';
import {readHead} from '../../source/probe/head.ts';
import {netcat} from '../../source/probe/remote/netcat.ts';
import {wget} from '../../source/probe/remote/wget.ts';

const shape = {protocol: 'http', address: '10.0.0.1', port: 80, timeoutMs: 1000} as const;

afterEach(() => speak('en'));

const ours: ReadonlyArray<readonly [what: string, said: string | undefined]> = [
	['no head', head('SSH-2.0-OpenSSH_9.6\r\n')],
	['no status', head('HTTP/1.1 fine\r\n')],
	['an endless head', head(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(12_000)}`)],
	['nc with UDP', netcat.fits({...shape, protocol: 'udp'})],
	['wget with HEAD', wget.fits({...shape, method: 'HEAD'})],
	['wget with GET', wget.fits({...shape, method: 'GET'})],
	['no program', noProber(shape).reply.detail],
	['a silent handshake', tlsSilent.en],
];

function head(text: string): string | undefined {
	const read = readHead(Buffer.from(text));
	return read.is === 'not-http' ? read.why : undefined;
}

test.each(ours)('what a prober says itself has its Chinese words: %s', (_, said = '') => {
	const words = proberWords(said);
	expect(words.en).toBe(said);
	expect(words.zh).toMatch(/\p{Script=Han}/u);
});

test('the system’s words stay as they are', () => {
	expect(proberWords('ECONNREFUSED')).toEqual({en: 'ECONNREFUSED', zh: 'ECONNREFUSED'});
});

test('an observation keeps the English word, and complains in the language that is spoken', () => {
	speak('zh-CN');
	const {stderr, reply} = noProber(shape);
	expect(stderr).toMatch(/^没有可以发送探测的程序（curl、/);
	expect(reply.detail).toMatch(/^there is no program that could send it \(curl, /);
});
