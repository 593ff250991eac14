import {type Command, commandLine, type Observation} from '../../engine/command.ts';

/** An answer that is older than this says too little about now, in milliseconds. */
const freshMs = 5000;

type Asked = {readonly answer: Promise<Observation | undefined>; arrivedAt: number | undefined};

/**
 * Answers to commands that were sent before anybody asked for them, because every walk does: they come back with the first
 * words of the host, and save a trip. Each is given once, and only while it is fresh.
 */
export class Ahead {
	#asked = new Map<string, Asked>();

	ask(commands: readonly Command[], run: (command: Command) => Promise<Observation | undefined>): void {
		for (const command of commands) {
			const asked: Asked = {answer: run(command), arrivedAt: undefined};
			this.#asked.set(commandLine(command), asked);
			void asked.answer.then(() => {
				asked.arrivedAt = performance.now();
			});
		}
	}

	/** The answer to this command, when it was asked for and can still be used; undefined too when none came. */
	async take(command: Command): Promise<Observation | undefined> {
		const line = commandLine(command);
		const asked = this.#asked.get(line);
		this.#asked.delete(line);
		const {arrivedAt} = asked ?? {};
		const isStale = arrivedAt !== undefined && performance.now() - arrivedAt > freshMs;
		return isStale ? undefined : asked?.answer;
	}

	/** Drops all answers: somebody with other rights asks from now on. */
	forget(): void {
		this.#asked = new Map();
	}
}
