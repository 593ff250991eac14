import type {Command, Observation} from '../../engine/command.ts';

/** A command on its way through a shell. */
export class Request {
	readonly id: string;
	readonly command: Command;
	/** What came of it; undefined when the shell ended before it did. */
	readonly answer: Promise<Observation | undefined>;
	/** Settles the answer; only the first time counts. */
	settle: (observation: Observation | undefined) => void = () => {};
	/** Somebody has given up on it. */
	isGivenUp = false;

	constructor(id: string, command: Command) {
		this.id = id;
		this.command = command;
		this.answer = new Promise(resolve => {
			this.settle = resolve;
		});
	}
}
