import type {Finding} from '../../engine/finding.ts';
import type {Target} from '../../engine/target.ts';
import {composed, verbatim, type Words, worded} from '../../engine/words.ts';
import {isAccepted} from '../../fact/check-shape.ts';
import type {Sighting} from '../../fact/witness/sighting.ts';

/** What is counted; in Chinese with its measure word. */
type Counted = {readonly one: string; readonly many: string; readonly zh: string};

/** What is counted on the wire. */
export const packet: Counted = {one: 'packet', many: 'packets', zh: '个报文'};

const connection: Counted = {one: 'connection', many: 'connections', zh: '个连接'};

const request: Counted = {one: 'request', many: 'requests', zh: '个请求'};

/** What is counted where only the load balancer’s own packets are. */
export const probe: Counted = {one: 'probe', many: 'probes', zh: '次探测'};

/** How many of what, and when: `3 packets within 6 s`. */
export const countWords = ({count, when}: Sighting, {one, many, zh}: Counted): Words => ({
	en: `${count} ${count === 1 ? one : many} ${when.en}`,
	zh: `${when.zh} ${count} ${zh}`,
});

const shownBy = ({evidence}: Sighting): Words => worded(evidence.command);

/** The first line of what shows it. */
export const firstLine = ({evidence}: Sighting): Words =>
	composed(pick => pick(worded(evidence.excerpt)).split('\n')[0] ?? '');

/** They arrive, and nothing more is known. */
export const arrivedWords = (count: Words, line: Words): Words => ({
	en: `Probes of the load balancer arrive (${count.en}; ${line.en}); what becomes of them was not seen`,
	zh: `负载均衡的探测到达（${count.zh}；${line.zh}）；没有看到它们的结果`,
});

/** They are answered; where a log shows the status, whether the check accepts it. */
export const servedFinding = (sighting: Sighting, target: Target): Finding => {
	const {status} = sighting;
	const shown = shownBy(sighting);
	if (status === undefined) {
		const count = countWords(sighting, connection);
		return {
			is: 'ok',
			say: {
				en: `The load balancer's own probes arrive and are answered: ${count.en} (${shown.en})`,
				zh: `负载均衡自己的探测到达并得到应答：${count.zh} (${shown.zh})`,
			},
		};
	}

	const count = countWords(sighting, request);
	const [en, zh] = [`${count.en}, answered with ${status} (${shown.en})`, `${count.zh}，应答 ${status} (${shown.zh})`];
	return isAccepted(target, {outcome: 'answered', status, totalMs: 0})
		? {
				is: 'ok',
				say: {
					en: `The load balancer's own probes arrive and are answered well: ${en}`,
					zh: `负载均衡自己的探测到达并得到正常应答：${zh}`,
				},
			}
		: {
				is: 'note',
				say: {
					en: `The load balancer's own probes arrive, and their answer is not accepted: ${en}`,
					zh: `负载均衡自己的探测到达，但应答不被接受：${zh}`,
				},
			};
};

/** They connect, and whether an answer came is not known. */
export const connected = (sighting: Sighting): Finding => {
	const [count, shown] = [countWords(sighting, connection), shownBy(sighting)];
	return {
		is: 'note',
		say: {
			en: `The load balancer's own probes connect (${count.en}, ${shown.en}); whether they are answered was not seen`,
			zh: `负载均衡自己的探测建立了连接（${count.zh}，${shown.zh}）；没有看到是否有应答`,
		},
	};
};

/** They are turned away. */
export const refused = (sighting: Sighting): Finding => {
	const [count, shown] = [countWords(sighting, connection), shownBy(sighting)];
	return {
		is: 'note',
		say: {
			en: `The load balancer's own probes arrive and are refused: ${count.en} (${shown.en})`,
			zh: `负载均衡自己的探测到达并被拒绝：${count.zh} (${shown.zh})`,
		},
	};
};

/** They get no answer, which a probe of the host itself shows as well. */
export const stoppedNote = (sighting: Sighting): Finding => {
	const [count, shown] = [countWords(sighting, probe), shownBy(sighting)];
	return {
		is: 'note',
		say: {
			en: `The load balancer's own probes arrive and get no answer: ${count.en} (${shown.en})`,
			zh: `负载均衡自己的探测到达但没有应答：${count.zh} (${shown.zh})`,
		},
	};
};

/** Those from before the watch; nothing where there were none. */
export const earlierWords = (earlier: Sighting | undefined): Words => {
	if (earlier === undefined) return verbatim('');
	const [count, shown] = [countWords(earlier, probe), shownBy(earlier)];
	return {
		en: ` Earlier there were some: ${count.en} (${shown.en}).`,
		zh: `此前有过探测：${count.zh} (${shown.zh})。`,
	};
};
