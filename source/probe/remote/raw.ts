import type {ProbeReply} from '../../engine/probe.ts';
import {Reception} from '../answer.ts';

/** What the bytes of an answer are, when no more of them come. */
export function readRaw(text: string): Omit<ProbeReply, 'totalMs'> {
	const reception = new Reception();
	reception.take(Buffer.from(text));
	const {received: _, ...answer} = text === '' ? {outcome: 'closed' as const} : closedUnlessWhole(reception);
	return answer;
}

const closedUnlessWhole = (reception: Reception) => reception.answer(true) ?? reception.brokenOff({outcome: 'closed'});
