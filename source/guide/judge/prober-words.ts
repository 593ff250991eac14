import {type Words, worded} from '../../engine/words.ts';

/** What our own probers say in an observation, which recordings hold in English. */
const chinese: ReadonlyMap<string, string> = new Map([
	['no answer to the TLS handshake', 'TLS 握手没有应答'],
	['the server asked for a client certificate', '服务要求客户端证书'],
	['it does not begin with HTTP/', '应答不以 HTTP/ 开头'],
	['its status line has no status code', '状态行没有状态码'],
	[
		'wget asks with HTTP/1.1, a Host, other headers of its own, and doesn’t always tell a broken answer from none',
		'wget 使用 HTTP/1.1、Host 和自己的其他请求头，并且不一定能区分错误的应答和没有应答',
	],
	[
		'wget asks with HTTP/1.1, a Host, other headers of its own, and some builds of it with GET instead of HEAD, and doesn’t always tell a broken answer from none',
		'wget 使用 HTTP/1.1、Host 和自己的其他请求头，有些版本还用 GET 代替 HEAD，并且不一定能区分错误的应答和没有应答',
	],
	[
		'nc sends several datagrams instead of one, and can’t tell an answer from silence',
		'nc 发送的不是一个而是多个数据报，并且无法区分有应答和没有应答',
	],
]);

/** What a prober, or the system through it, says: the system's own words stay as they are. */
export const proberWords = (text: string | Words): Words => {
	const words = worded(text);
	return {en: words.en, zh: chinese.get(words.en) ?? words.zh};
};
