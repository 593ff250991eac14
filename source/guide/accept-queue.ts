import {command} from '../engine/command.ts';
import {defineStep} from '../engine/step.ts';
import {answers} from '../fact/answers.ts';
import {connections} from '../fact/connections.ts';
import {counterGrowth, counters} from '../fact/counters.ts';
import {frozenProcesses} from '../fact/frozen.ts';
import {kernelLog} from '../fact/kernel-log.ts';
import {kernelSettings} from '../fact/kernel-settings.ts';
import {portSockets} from '../fact/port-sockets.ts';
import {serviceProcess} from '../fact/service-process.ts';
import {serving} from '../fact/serving.ts';
import {judgeConntrack} from './judge/conntrack.ts';
import {listeningAgainstQueue} from './judge/contradiction.ts';
import {judgeFrozen} from './judge/frozen.ts';
import {judgeHalfOpen} from './judge/half-open.ts';
import {judgeQueue} from './judge/queue.ts';
import {judgeStuck} from './judge/stuck.ts';
import {judgeTimestamps} from './judge/timestamps.ts';

export default defineStep({
	id: 'accept-queue',
	title: {
		en: 'Does the kernel have room for new connections?',
		zh: '内核是否还有空间接受新连接？',
	},
	why: {
		en: 'The kernel drops new connections when the service’s accept queue, the table of half-open connections or the connection-tracking table is full. The port is still shown as listening.',
		zh: '当服务的全连接队列、半连接队列或连接跟踪表已满时，内核会丢弃新连接。端口看上去仍在监听。',
	},
	passage: {
		en: 'Not in the document. A later page of the official documentation names a full accept queue as a reason why no SYN-ACK comes back.',
		zh: '该文档没有提到。官方文档后来的一页指出，全连接队列已满是收不到 SYN-ACK 的一个原因。',
	},
	document: ({healthCheck}) => ({
		command: {en: 'none', zh: '无'},
		but: {
			en: `The queues of port ${healthCheck.port} are read, and the kernel’s counters are sampled twice.`,
			zh: `读取端口 ${healthCheck.port} 的队列，并对内核计数器采样两次。`,
		},
	}),
	skipWhy: ({platform, healthCheck}) => {
		if (platform === 'windows')
			return {
				en: 'does not apply to Windows, which shows no accept queue',
				zh: '不适用于 Windows，它不显示全连接队列',
			};
		return healthCheck.protocol === 'udp'
			? {en: 'does not apply to a UDP check, which makes no connection', zh: '不适用于 UDP 检查，它不建立连接'}
			: undefined;
	},
	needs: {
		serving,
		answers,
		serviceProcess,
		frozenProcesses,
		portSockets,
		kernelSettings,
		counters,
		counterGrowth,
		connections,
		kernelLog,
	},
	judge: (facts, target) => {
		const found = [
			...judgeFrozen(facts, target),
			...judgeStuck(facts, target),
			...judgeQueue(facts, target),
			...judgeHalfOpen(facts, target),
			...judgeConntrack(facts),
			...judgeTimestamps(facts),
		];
		const {serving: served, answers: asked} = facts;
		const full = found.find(finding => finding.is === 'cause' && finding.code === 'accept-queue-full');
		if (found.length > 0)
			return [...found, ...listeningAgainstQueue(served, asked, full?.is === 'cause' ? full.evidence[0] : undefined)];
		if (asked.known && asked.value.health === 'silent' && asked.value.exact.reply.connectMs === undefined)
			return [
				{
					is: 'unknown',
					why: {
						en: 'connections to the port time out on the host itself, and no full queue or table was seen',
						zh: '在主机自身上连接该端口超时，且没有看到已满的队列或表',
					},
					matters: true,
					wouldTell: command('nstat', '-az', 'TcpExtListenDrops', 'TcpExtListenOverflows', 'TcpExtTCPReqQFullDrop'),
				},
			];
		if (served.known && served.value.check.is === 'served') {
			const [first] = served.value.check.by.toSorted((one, other) => (other.acceptQueue ?? 0) - (one.acceptQueue ?? 0));
			if (first?.acceptQueue !== undefined)
				return [
					{
						is: 'ok',
						say: {
							en: `The accept queue holds ${first.acceptQueue} connection${first.acceptQueue === 1 ? '' : 's'}${first.backlog === undefined ? '' : ` of at most ${first.backlog}`}`,
							zh: `全连接队列中有 ${first.acceptQueue} 个连接${first.backlog === undefined ? '' : `，上限 ${first.backlog}`}`,
						},
					},
				];
		}

		if (asked.known && asked.value.health === 'good')
			return [{is: 'ok', say: {en: 'New connections are taken at once', zh: '新连接立即被接受'}}];
		return [
			{
				is: 'unknown',
				why: {en: 'no queue can be read for this port', zh: '无法读取该端口的队列'},
				matters: false,
			},
		];
	},
});
