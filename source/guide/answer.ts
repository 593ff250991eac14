import {defineStep} from '../engine/step.ts';
import {isLayer7, type Target} from '../engine/target.ts';
import {verbatim, type Words} from '../engine/words.ts';
import {answers} from '../fact/answers.ts';
import {fromHere} from '../fact/from-here.ts';
import {frozenProcesses} from '../fact/frozen.ts';
import {otherServices} from '../fact/other-services.ts';
import {passages} from '../fact/passages.ts';
import {portSockets} from '../fact/port-sockets.ts';
import {restarts} from '../fact/restarts.ts';
import {serviceLog} from '../fact/service-log.ts';
import {serviceProcess} from '../fact/service-process.ts';
import {serving} from '../fact/serving.ts';
import {webConfig} from '../fact/web-config.ts';
import {latencyExhibits} from './exhibit/latency.ts';
import {judgeAnswer} from './judge/answer.ts';
import {getAgainstHead} from './judge/contradiction.ts';
import {judgeDeniedSource} from './judge/denied-source.ts';
import {judgeFrozen} from './judge/frozen.ts';
import {judgeListening} from './judge/listening.ts';
import {mendable} from './judge/mendable.ts';
import {hereAgainstLocal} from './judge/second-witness.ts';

const documentCommand = (target: Target): Words => {
	const {backend, platform, healthCheck} = target;
	if (!isLayer7(target)) return verbatim(`telnet ${backend} ${healthCheck.port}`);
	const place = `${backend}${healthCheck.port === 80 ? '' : `:${healthCheck.port}`}${healthCheck.path === '/' ? '' : healthCheck.path}`;
	return platform === 'windows'
		? {en: `open http://${place} in a browser on the server`, zh: `在服务器上用浏览器打开 http://${place}`}
		: verbatim(`curl -I ${place}`);
};

const why = ({healthCheck}: Target): Words => {
	if (healthCheck.protocol === 'udp')
		return {
			en: 'telnet can’t ask over UDP. A UDP check passes unless an ICMP port unreachable comes back: silence counts as healthy.',
			zh: 'telnet 无法使用 UDP。UDP 检查只要没有收到 ICMP 端口不可达就通过：没有应答也算正常。',
		};
	return healthCheck.protocol === 'tcp'
		? {
				en: 'A connection is made with the check’s timeout; telnet has none.',
				zh: '按健康检查的超时建立连接；telnet 没有超时。',
			}
		: {
				en: 'curl -I sends HTTP/1.1, a Host and a User-Agent of its own, so a service can answer it well and the check badly. The check’s own request is sent, and near variants of it when it fails.',
				zh: 'curl -I 使用 HTTP/1.1 和自己的 Host、User-Agent，因此服务可能对它应答正常，对健康检查却不正常。这里发送健康检查自己的请求，失败时再发送相近的变体。',
			};
};

export default defineStep({
	id: 'answer',
	title: {
		en: 'Does the port answer as the check expects?',
		zh: '端口的应答是否符合健康检查的要求？',
	},
	why: {
		en: 'At layer 4 a connection within the timeout is enough. At layer 7 the status has to be one of the accepted ones, within the timeout, for exactly the request that the check sends. A UDP check fails only on an ICMP port unreachable.',
		zh: '四层检查只要求在超时之内建立连接。七层检查要求对健康检查发出的那个请求，在超时之内返回可接受的状态码。UDP 检查只有收到 ICMP 端口不可达时才失败。',
	},
	passage: {
		en: 'Check that the backend port is fine. For a layer-4 listener, a telnet connection to the port is enough. For a layer-7 listener, the HTTP status code has to be one that stands for the normal state, such as 200.',
		zh: '检查后端端口是否正常。四层监听用 telnet 能连通端口即可；七层监听要求 HTTP 状态码是代表正常的状态码，例如 200。',
	},
	document: target => ({command: documentCommand(target), but: why(target)}),
	needs: {
		answers,
		fromHere,
		serviceProcess,
		frozenProcesses,
		portSockets,
		serving,
		otherServices,
		restarts,
		serviceLog,
		webConfig,
		passages,
	},
	exhibits: (facts, target) => latencyExhibits(facts.answers, target),
	judge: (facts, target) => {
		const findings = [
			...judgeFrozen(facts, target),
			...judgeDeniedSource(facts, target),
			...mendable(judgeAnswer(facts.answers, target), facts),
		];
		const second = hereAgainstLocal(facts.fromHere, facts.answers);
		if (findings.length > 0) return [...findings, ...getAgainstHead(facts.answers), ...second];
		// Refused: nobody takes the connection, for the reason that the sockets show.
		const listening = judgeListening(facts, target).filter(({is}) => is !== 'ok');
		if (listening.length > 0) return [...listening, ...second];
		return [
			{
				is: 'unknown',
				why: {
					en: 'no connection came about in time; the steps on the accept queue and the firewall look for the reason',
					zh: '没有及时建立连接；全连接队列和防火墙的步骤会查找原因',
				},
				matters: true,
			},
			...second,
		];
	},
});
