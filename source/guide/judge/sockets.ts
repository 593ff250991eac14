import {chinese} from '../../engine/chinese.ts';
import type {Values, WordedEvidence} from '../../engine/finding.ts';
import {evidence} from '../../engine/finding.ts';
import type {Seen} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import {type Listener, processName, socketName} from '../../fact/listeners.ts';
import type {ServedPorts} from '../../fact/serving.ts';

/** Who listens where. */
export const servedWords = (by: readonly Listener[], {healthCheck}: Target): Words => {
	const [first] = by;
	if (first === undefined)
		return {
			en: `Something listens on port ${healthCheck.port}`,
			zh: `端口 ${healthCheck.port} 上有服务监听`,
		};
	const [who, isBoth] = [processName(first), first.address === '::'];
	return {
		en: `${who ?? 'A process that only root can see'} listens on ${socketName(first)}${isBoth ? ' (a socket for IPv6 and IPv4)' : ''}`,
		zh: chinese`${who ?? '仅 root 可见的进程'} 监听 ${socketName(first)}${isBoth ? '（同时用于 IPv6 和 IPv4 的套接字）' : ''}`,
	};
};

/** A socket and who holds it, for the words of a cause. */
export const valuesOf = (listener: Listener): Values<Words> => {
	const process = processName(listener);
	const pid = listener.processes[0]?.pid;
	return {
		listener: socketName(listener),
		address: listener.address,
		port: `${listener.port}`,
		...(process === undefined ? {} : {process: verbatim(process)}),
		...(pid === undefined ? {} : {pid: `${pid}`}),
	};
};

/** The lines of the list of sockets that name a port; or the statement that none does. */
export const socketEvidence = ({from}: Seen<ServedPorts>, ...ports: readonly number[]): WordedEvidence => {
	const observation = from.find(({stdout}) => stdout.includes(':'));
	if (observation === undefined)
		return {command: 'ss -lntp', excerpt: {en: 'no socket listens', zh: '没有套接字在监听'}};
	const lines = observation.stdout
		.split('\n')
		.filter(line => ports.some(port => new RegExp(`:${port}\\s`).test(`${line} `)))
		.map(line => line.trim().replace(/\s+/g, ' '));
	return lines.length > 0
		? evidence(observation, lines.slice(0, 4).join('\n'))
		: evidence<Words>(observation, noLine(...ports));
};

/** A list of sockets says nothing of these ports. */
export const noLine = (...ports: readonly number[]): Words => ({
	en: `no line for port ${ports.join(' or ')}`,
	zh: `没有端口 ${ports.join(' 或 ')} 的行`,
});

/** What listens on other ports. */
export const otherSockets = (names: readonly string[]): Words => ({
	en: `what listens here: ${names.join(', ')}`,
	zh: `这里的监听有：${names.join('、')}`,
});
