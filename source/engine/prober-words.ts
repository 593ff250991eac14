import {type Words, worded} from '../engine/words.ts';
import {headLimit} from './head-limit.ts';

// What our own probers say in an observation. Observations and recordings hold it in English, beside the words of the system
// and of the programs there; it is put into words where it is shown.

/** Of a handshake that nothing came back to. */
export const tlsSilent: Words = {en: 'no answer to the TLS handshake', zh: 'TLS 握手没有应答'};

/** Of a server that asked for a client certificate in the handshake (RFC 8446, 4.3.2). */
export const certificateWish: Words = {en: 'the server asked for a client certificate', zh: '服务要求客户端证书'};

/** Of bytes that are no head of an HTTP answer. */
export const noMagic: Words = {en: 'it does not begin with HTTP/', zh: '应答不以 HTTP/ 开头'};
export const noStatus: Words = {en: 'its status line has no status code', zh: '状态行没有状态码'};
export const longHead: Words = {
	en: `its head is longer than ${headLimit / 1024} kB`,
	zh: `应答头超过 ${headLimit / 1024} kB`,
};

/** What a program does otherwise than the check. */
export const ncUnlike: Words = {
	en: 'nc sends several datagrams instead of one, and can’t tell an answer from silence',
	zh: 'nc 发送的不是一个而是多个数据报，并且无法区分有应答和没有应答',
};
export const wgetUnlike: Readonly<Record<'HEAD' | 'GET', Words>> = {
	HEAD: {
		en: 'wget asks with HTTP/1.1, a Host, other headers of its own, and some builds of it with GET instead of HEAD, and doesn’t always tell a broken answer from none',
		zh: 'wget 使用 HTTP/1.1、Host 和自己的其他请求头，有些版本还用 GET 代替 HEAD，并且不一定能区分错误的应答和没有应答',
	},
	GET: {
		en: 'wget asks with HTTP/1.1, a Host, other headers of its own, and doesn’t always tell a broken answer from none',
		zh: 'wget 使用 HTTP/1.1、Host 和自己的其他请求头，并且不一定能区分错误的应答和没有应答',
	},
};

/** What no program can do, or not this one. */
export const wgetInterim: Words = {
	en: 'wget doesn’t wait for the answer that comes after an interim one',
	zh: 'wget 不会等待临时应答 (1xx) 之后的最终应答',
};

/** Of a probe that isn't in a recording. */
export const notRecorded: Words = {en: 'it was not recorded', zh: '没有录制'};

/** Of a probe for which there is no program: one of these would do. */
export const noProgram = (programs: readonly string[]): Words => ({
	en: `there is no program that could send it (${programs.join(', ')})`,
	zh: `没有可以发送探测的程序（${programs.join('、')}）`,
});

const known: ReadonlyMap<string, Words> = new Map(
	[
		...[tlsSilent, certificateWish, noMagic, noStatus, longHead],
		...[ncUnlike, wgetUnlike.HEAD, wgetUnlike.GET, wgetInterim, notRecorded],
	].map(words => [words.en, words]),
);

/** What a prober, or the system through it, says: the system's own words stay as they are. */
export const proberWords = (text: string | Words): Words => {
	const words = worded(text);
	const programs = /^there is no program that could send it \((.*)\)$/.exec(words.en)?.[1];
	return programs === undefined ? (known.get(words.en) ?? words) : noProgram(programs.split(', '));
};
