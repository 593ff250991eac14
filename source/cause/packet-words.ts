import type {Words} from '../engine/words.ts';
import {listed} from './check-words.ts';
import type {Packet} from './rule-match.ts';

/** The packets that a rule is about, as the object of a sentence: `probes from 100.64.0.0/10`. */
export const packetWords = ({way, sources}: Pick<Packet, 'way' | 'sources'>): Words => {
	const {en, zh} = listed(sources);
	switch (way) {
		case 'replies':
			return {en: `replies to ${en}`, zh: `发往 ${zh} 的应答`};
		case 'pings':
			return {en: `pings from ${en}`, zh: `来自 ${zh} 的 Ping 报文`};
		default:
			return {en: `probes from ${en}`, zh: `来自 ${zh} 的探测`};
	}
};
