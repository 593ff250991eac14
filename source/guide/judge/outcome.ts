import type {Finding} from '../../engine/finding.ts';
import {proberWords} from '../../engine/prober-words.ts';
import {isLayer7, type Target} from '../../engine/target.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import {answerCause as cause, statusValue} from './answer-cause.ts';
import {differsOnly} from './nearest-shape.ts';
import {replyWords} from './reply-words.ts';

/** What an answer means that no near shape explains: by its status, or by what came instead of one. */
export const byOutcome = (answers: Answers, target: Target): Finding => {
	const {exact, variants, seat} = answers;
	const {outcome, status = 0, detail} = exact.reply;
	const values = {...statusValue(exact.reply), path: target.healthCheck.path};
	if (outcome === 'closed')
		return cause('http-no-answer', answers, detail === undefined ? {} : {detail: proberWords(detail)});
	if (outcome === 'not-http')
		return cause('protocol-mismatch', answers, {
			sent: verbatim('HTTP'),
			detail: verbatim(exact.reply.excerpt?.split('\n')[0] ?? ''),
		});
	if (outcome === 'tls-failed')
		return cause('tls-handshake-failed', answers, detail === undefined ? {} : {detail: proberWords(detail)});
	if (outcome === 'unreachable')
		return {
			is: 'unknown',
			why: {
				en: `${seat.address} can’t be reached from the host itself (${detail ?? 'no route'})`,
				zh: `从主机自身无法到达 ${seat.address}（${detail ?? '没有路由'}）`,
			},
			matters: true,
		};
	if (!isLayer7(target)) return {is: 'unknown', why: unjudged(replyWords(exact.reply)), matters: true};
	const complaint = variants
		.map(({observation}) => observation.reply.excerpt ?? '')
		.find(text => /ssl certificate/i.test(text));
	// Where the body isn't seen, the handshake tells; nginx says 400 to who has none.
	const isAskedFor = status === 400 && /client certificate/.test(detail ?? '');
	if (exact.shape.protocol === 'https' && (status === 495 || status === 496 || complaint !== undefined || isAskedFor))
		return cause('tls-handshake-failed', answers, {
			...values,
			detail: {en: 'the service wants a client certificate', zh: '服务要求客户端证书'},
		});
	if (status === 404 || status === 410) {
		const root = variants.find(variant => differsOnly(variant, 'path') && variant.isAccepted);
		return cause('http-path-not-found', answers, {...values, ...(root === undefined ? {} : {good: verbatim('/')})});
	}

	if (status >= 300 && status < 400) return cause('http-redirect-not-accepted', answers, values);
	if (status === 401 || status === 403 || status === 407) return cause('http-access-denied', answers, values);
	if (status >= 500) return cause('http-server-error', answers, values);
	return cause('http-status-not-accepted', answers, values);
};

const unjudged = ({en, zh}: Words): Words => ({en: `the answer can’t be judged: ${en}`, zh: `无法判断应答：${zh}`});
