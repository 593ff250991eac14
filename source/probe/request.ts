import {isIPv6, type Socket} from 'node:net';
import {requestPath} from '../engine/equivalent.ts';
import type {ProbeShape} from '../engine/probe.ts';

/** A header's value can't hold more than printable ASCII; what else was typed would end the header. */
const headerValue = (text: string): string => text.replaceAll(/[^\u0020-\u007e]/g, '');

/** The headers of the request, in the order in which they are sent. */
export const requestHeaders = ({host, userAgent}: ProbeShape): Readonly<Record<string, string>> => ({
	...(host !== undefined && {Host: headerValue(host)}),
	...(userAgent !== undefined && {'User-Agent': headerValue(userAgent)}),
});

/** The whole request, as text for a plain socket. */
export const requestText = (shape: ProbeShape): string => {
	const {method = 'HEAD', version = '1.0'} = shape;
	const headers = Object.entries(requestHeaders(shape)).map(([name, value]) => `${name}: ${value}\r\n`);
	return `${method} ${requestPath(shape)} HTTP/${version}\r\n${headers.join('')}\r\n`;
};

/** The PROXY protocol's line of version 1 for a connection, as `curl --haproxy-protocol` sends it. */
export const proxyLine = ({localAddress = '', localPort = 0, remoteAddress = '', remotePort = 0}: Socket): string =>
	`PROXY ${isIPv6(remoteAddress) ? 'TCP6' : 'TCP4'} ${localAddress} ${remoteAddress} ${localPort} ${remotePort}\r\n`;
