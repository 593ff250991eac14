import type {Finding} from '../engine/finding.ts';
import {defineStep} from '../engine/step.ts';
import {isLayer7, type Target} from '../engine/target.ts';
import {verbatim} from '../engine/words.ts';
import {answers} from '../fact/answers.ts';
import {serviceProcess} from '../fact/service-process.ts';
import {webConfig} from '../fact/web-config.ts';
import {judgeAnswer} from './judge/answer.ts';
import {mendable} from './judge/mendable.ts';
import {replyWords} from './judge/reply-words.ts';

/** What is wrong with the page itself, and not with the way that it is asked for. */
const pageCodes = new Set([
	'http-path-not-found',
	'http-redirect-not-accepted',
	'http-access-denied',
	'http-server-error',
	'http-status-not-accepted',
]);

/** Endings of pages that a program makes, and paths that belong to one. */
const dynamicPath = /\.(?:php\d?|phtml|jspx?|do|action|aspx?|ashx|cgi|pl|py|rb|cfm)(?:[/?]|$)|\?/i;

export default defineStep({
	id: 'health-page',
	title: {
		en: 'Is the health page a static page, and is its path set?',
		zh: '健康检查页面是否为静态页面，路径是否已配置？',
	},
	why: {
		en: 'A page that a program makes fails when anything that the program needs fails: a database that is slow takes every backend out of service at once. A static page says what the check asks: whether this server answers.',
		zh: '由程序生成的页面，只要程序依赖的任何东西出错就会失败：数据库变慢会使所有后端服务器同时下线。静态页面只回答健康检查所问的：这台服务器是否应答。',
	},
	passage: {
		en: 'A static page is recommended for the health check. If the page is not the default home page of the application server, its URL has to be set in the health-check configuration. Use a simple page in the form of HTML that only serves to check the result; a dynamic language such as PHP is not recommended.',
		zh: '建议使用静态页面做健康检查。如果该页面不是应用服务器的默认首页，需要在健康检查配置中指定其 URL。建议使用仅用于检查的简单 HTML 页面，不建议使用 PHP 等动态语言。',
	},
	document: ({backend, healthCheck}) => ({
		command: verbatim(`curl -I ${backend}${healthCheck.port === 80 ? '' : `:${healthCheck.port}`}${healthCheck.path}`),
		but: {
			en: 'The path is judged by its name and by the answer that it gives to the check.',
			zh: '根据路径的名字和它对健康检查的应答来判断。',
		},
	}),
	skipWhy: target => {
		const kind = target.healthCheck.protocol.toUpperCase();
		return isLayer7(target)
			? undefined
			: {
					en: `does not apply to a ${kind} check, which asks for no page`,
					zh: `不适用于 ${kind} 检查，它不请求页面`,
				};
	},
	needs: {answers, serviceProcess, webConfig},
	judge: (facts, target) => {
		const {answers: asked} = facts;
		const wrong = mendable(judgeAnswer(asked, target), facts).filter(
			finding => finding.is === 'cause' && pageCodes.has(finding.code),
		);
		const dynamic = dynamicPath.test(target.healthCheck.path) ? [dynamicFinding(target)] : [];
		if (wrong.length + dynamic.length > 0) return [...wrong, ...dynamic];
		if (!asked.known) return [{is: 'unknown', why: asked.why, matters: true}];
		const {reply} = asked.value.exact;
		const answer = replyWords(reply);
		return reply.outcome === 'answered' && asked.value.health === 'good' && asked.value.exact.unlike === undefined
			? [
					{
						is: 'ok',
						say: {
							en: `The health page ${target.healthCheck.path} answers ${answer.en} and its name is not that of a dynamic page`,
							zh: `健康检查页面 ${target.healthCheck.path} 应答正常（${answer.zh}），从名字看不是动态页面`,
						},
					},
				]
			: [
					{
						is: 'unknown',
						why: {
							en: `the page gave no answer to judge it by (${answer.en})`,
							zh: `该页面没有给出可供判断的应答（${answer.zh}）`,
						},
						matters: false,
					},
				];
	},
});

const dynamicFinding = ({healthCheck}: Target): Finding => ({
	is: 'cause',
	code: 'dynamic-health-page',
	certainty: 'likely',
	severity: 'risk',
	values: {path: healthCheck.path},
	evidence: [{command: {en: 'the health check’s path', zh: '健康检查的路径'}, excerpt: healthCheck.path}],
});
