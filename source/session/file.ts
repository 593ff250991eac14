import {closeSync, constants, fdatasync, openSync, writeSync} from 'node:fs';
import type {Observation} from '../engine/command.ts';
import type {Event} from '../engine/event.ts';
import type {StepReport} from '../engine/step-report.ts';
import {systemWords} from '../engine/system-words.ts';
import {say, type Words} from '../engine/words.ts';
import {recordingLine} from '../host/recording/line.ts';
import {shorten} from './shorten.ts';

/** How large the file of one session may become, in bytes: a day of looking again and again. */
export const mostBytes = 33_554_432;

/** A session's file that is being written, one line for each event, before the event is shown. */
export class SessionFile {
	readonly path: string;
	#file: number | undefined;
	#bytes: number;
	#refs: number;
	// Reports repeat what commands showed; it is written once and then named.
	readonly #written = new WeakMap<Observation, number>();

	/** Opens a file that is there. Throws what the system says. */
	constructor(path: string, {bytes, refs}: {readonly bytes: number; readonly refs: number}) {
		this.path = path;
		this.#bytes = bytes;
		this.#refs = refs;
		this.#file = openSync(path, constants.O_WRONLY | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0));
	}

	/** Writes an event down. A sentence when that can't be done: nothing is written from then on. */
	write(event: Event): string | undefined {
		if (this.#file === undefined) return undefined;
		const problem = this.#append({at: new Date().toISOString(), event: this.#stored(event)});
		// A power cut takes no step away; nobody waits for the disk.
		if (event.type === 'step-ended' || event.type === 'concluded') this.#sync();
		return problem;
	}

	/** The run came to its end. */
	end(): void {
		if (this.#file === undefined) return;
		this.#append({is: 'end', at: new Date().toISOString()});
		this.#close();
	}

	#stored(event: Event): object {
		switch (event.type) {
			case 'command-ended': {
				this.#refs++;
				this.#written.set(event.observation, this.#refs);
				return {...event, ref: this.#refs, observation: shorten(event.observation)};
			}
			case 'step-ended':
				return {...event, report: this.#report(event.report)};
			// What their commands showed stands in the file already.
			case 'reworded': {
				const {type, language, reports} = event;
				return {type, language, reports: reports.map(({observations: _seen, ...report}) => report)};
			}
			case 'resumed': {
				const kept = event.resumed.kept.map(({report, at}) => ({report: report.step, at}));
				return {...event, resumed: {...event.resumed, kept}};
			}
			case 'question': {
				const {question} = event;
				if (question.ask !== 'step') return event;
				const {after: _shown, card, ...rest} = question;
				return {...event, question: {...rest, card: {id: card.id}}};
			}
			default:
				return event;
		}
	}

	#report({observations, ...report}: StepReport): object {
		return {
			...report,
			observations: observations.map(observation => {
				const ref = this.#written.get(observation);
				return ref === undefined ? shorten(observation) : {ref};
			}),
		};
	}

	#append(entry: object): string | undefined {
		if (this.#file === undefined) return undefined;
		const bytes = Buffer.from(recordingLine(entry));
		this.#bytes += bytes.length;
		if (this.#bytes > mostBytes) {
			const most = `${mostBytes / 2 ** 20} MiB`;
			return this.#giveUp({
				en: `it has become as large as it may be, ${most}`,
				zh: `已达到大小上限 ${most}`,
			});
		}

		try {
			for (let written = 0; written < bytes.length; ) written += writeSync(this.#file, bytes, written);
			return undefined;
		} catch (error) {
			return this.#giveUp(systemWords(error));
		}
	}

	#giveUp(why: Words): string {
		this.#close();
		return say({
			en: `This session is kept only up to here: ${this.path} can’t be written (${why.en}). The walk goes on.`,
			zh: `本次会话只保存到此处：无法写入 ${this.path}（${why.zh}）。检查继续进行。`,
		});
	}

	#sync(): void {
		if (this.#file !== undefined) fdatasync(this.#file, () => {});
	}

	#close(): void {
		if (this.#file === undefined) return;
		try {
			closeSync(this.#file);
		} catch {
			// What is left to say was said when it was written.
		}

		this.#file = undefined;
	}
}
