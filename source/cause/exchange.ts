import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import {quoteWord} from '../engine/command.ts';
import type {Cause} from './cause.ts';
import {because, checkedAt, checkRequest, endpoint, given} from './check-words.ts';
import {healthCheckPage} from './console-path.ts';
import {remedy} from './remedy.ts';
import {sameRequest} from './same-request.ts';
import {reloadCommand, restartCommand} from './service-command.ts';

/** The connection opens, and the exchange on it goes wrong. */
export const exchangeCauses = {
	'http-no-answer': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: [],
		title: {en: 'The connection is closed without an answer', zh: '连接未应答即被关闭'},
		meaning: {
			en: 'The service takes the connection and closes or resets it before a whole response: a crash, a deny rule that answers nothing (nginx 444), a full pool, or another protocol.',
			zh: '服务接受连接后，在完整应答之前将其关闭或重置：崩溃、不应答的拒绝规则 (nginx 444)、工作池占满，或使用其他协议。',
		},
		found: {
			en: 'curl -I -0 http://10.11.192.1/ ends with exit code 52 (empty reply) or 56 (reset).',
			zh: 'curl -I -0 http://10.11.192.1/ 以退出码 52（空应答）或 56（连接被重置）结束。',
		},
		source: {
			en: 'curl(1), exit codes; nginx documentation, return 444',
			zh: 'curl(1)，退出码；nginx 文档，return 444',
		},
		summary: ({detail}, target) => ({
			en: `${checkRequest(target).en} is closed without a response${given(detail, words => ` (${words})`)}.`,
			zh: chinese`${checkRequest(target).zh} 未得到应答，连接已被关闭${given(detail, words => `（${words}）`)}。`,
		}),
		remedies: (values, target) => [
			remedy({
				summary: {
					en: "Read the service's log at the moment of a probe, and ask again as the check does.",
					zh: '查看探测时刻的服务日志，并按健康检查的方式再次请求。',
				},
				command: sameRequest(target),
				risk: 'low',
			}),
			remedy({
				summary: {en: 'Where the process is broken, restart the service.', zh: '若进程已异常，重启服务。'},
				command: restartCommand(values, target),
				risk: 'medium',
			}),
		],
	},
	'protocol-mismatch': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: [
			'http-no-answer',
			'http-status-not-accepted',
			'http-redirect-not-accepted',
			'tls-handshake-failed',
			'service-hung',
			'response-too-slow',
		],
		title: {en: 'The port speaks another protocol', zh: '端口使用另一种协议'},
		meaning: {
			en: 'The check speaks plain HTTP and the port speaks TLS, or the reverse, or the port is not HTTP at all. CLB never checks over TLS.',
			zh: '健康检查使用明文 HTTP 而端口使用 TLS，或正相反，或端口根本不是 HTTP。CLB 的健康检查从不使用 TLS。',
		},
		found: {
			en: 'curl -kI https://10.11.192.1:443/ works where http fails, or the first bytes that come are not HTTP.',
			zh: 'curl -kI https://10.11.192.1:443/ 成功而 http 失败，或最先收到的字节不是 HTTP。',
		},
		source: {
			en: 'CLB documentation, configure and manage health checks (HTTP only); openshift/installer pull request 5427',
			zh: 'CLB 文档，配置和管理健康检查（仅 HTTP）；openshift/installer 的 PR 5427',
		},
		summary: ({good, detail}, target) => {
			const isTls = target.healthCheck.protocol === 'https';
			return {
				en: `${checkedAt(target)} does not speak ${isTls ? 'HTTP over TLS' : 'plain HTTP'}, which the check does${given(good, spoken => `: it speaks ${spoken}`)}${given(detail, words => ` (${words})`)}.`,
				zh: `健康检查使用${isTls ? '基于 TLS 的 HTTP' : '明文 HTTP'}，而 ${checkedAt(target)} 不使用${given(good, spoken => chinese`：它使用 ${spoken}`)}${given(detail, words => `（${words}）`)}。`,
			};
		},
		remedies: (_values, target) => [
			remedy({
				summary:
					target.product === 'clb'
						? {
								en: `Give the check a port that speaks plain HTTP, or use a TCP check (TCP listener): ${healthCheckPage(target).en}.`,
								zh: `为健康检查指定使用明文 HTTP 的端口，或改用 TCP 检查（TCP 监听）：${healthCheckPage(target).zh}。`,
							}
						: {
								en: `Set the check's protocol to what the port speaks, or to TCP: ${healthCheckPage(target).en}.`,
								zh: `将健康检查协议设为该端口使用的协议，或设为 TCP：${healthCheckPage(target).zh}。`,
							},
				risk: 'medium',
			}),
			remedy({
				summary: {en: 'See what the port speaks.', zh: '查看该端口使用什么协议。'},
				command: sameRequest(target, {scheme: target.healthCheck.protocol === 'https' ? 'http' : 'https'}),
				risk: 'low',
			}),
		],
	},
	'tls-handshake-failed': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: ['http-no-answer'],
		title: {en: 'The TLS handshake fails', zh: 'TLS 握手失败'},
		meaning: {
			en: 'The check opens TLS and the handshake does not complete: no common version or cipher, a missing certificate for the name, or a client certificate that is demanded.',
			zh: '健康检查发起 TLS，但握手没有完成：没有共同的版本或加密套件、缺少该域名的证书，或服务要求客户端证书。',
		},
		found: {
			en: 'openssl s_client -connect 10.11.192.1:443 -servername www.example.com </dev/null',
			zh: '执行 openssl s_client -connect 10.11.192.1:443 -servername www.example.com </dev/null 查看握手。',
		},
		source: {
			en: 'ALB documentation, health checks (HTTPS); RFC 8446, alerts',
			zh: 'ALB 文档，健康检查 (HTTPS)；RFC 8446，告警协议',
		},
		summary: ({detail}, target) => ({
			en: `The TLS handshake with ${checkedAt(target)} fails${because(detail).en}.`,
			zh: `与 ${checkedAt(target)} 的 TLS 握手失败${because(detail).zh}。`,
		}),
		remedies: (values, target) => [
			remedy({
				summary: {
					en: 'See which side ends the handshake, and which certificate is shown.',
					zh: '查看哪一方中断握手，以及出示的是哪个证书。',
				},
				command: `openssl s_client -connect ${endpoint(target.backend, target.healthCheck.port)}${given(target.healthCheck.domain ?? undefined, name => ` -servername ${quoteWord(name)}`)} </dev/null`,
				risk: 'low',
			}),
			remedy({
				summary: {
					en: 'Mend the certificate, the versions or the demand for a client certificate in the configuration of the service, then load it.',
					zh: '在服务的配置中修正证书、版本或对客户端证书的要求，然后重新加载。',
				},
				command: reloadCommand(values, target),
				risk: 'medium',
			}),
			remedy({
				summary: {
					en: `Check a plain port: ${healthCheckPage(target).en}.`,
					zh: `改为检查明文端口：${healthCheckPage(target).zh}。`,
				},
				risk: 'medium',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
