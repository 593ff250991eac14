import type {ProbeReply} from '../../engine/probe.ts';
import {Reception} from '../answer.ts';

/** What the bytes of an answer are, when no more of them are waited for; `ended`: the server has closed its side. */
export function readRaw(text: string, ended = true): Omit<ProbeReply, 'totalMs'> {
	const reception = new Reception();
	reception.take(Buffer.from(text));
	const whole = text === '' ? undefined : reception.answer(ended);
	const {received: _, ...answer} = whole ?? reception.brokenOff({outcome: 'closed'});
	return answer;
}
