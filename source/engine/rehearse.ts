import {Book} from './book.ts';
import {type Command, commandLine} from './command.ts';
import type {Fact} from './fact.ts';
import type {Host} from './host.ts';
import type {Target} from './target.ts';

/**
 * The commands that these facts ask for before they have had a single answer: a host that is far away can be asked for
 * them while the connection is made. Nothing is run.
 */
export async function rehearse(facts: readonly Fact<unknown>[], target: Target): Promise<readonly Command[]> {
	const asked = new Map<string, Command>();
	const over = new AbortController();
	const host: Host = {
		where: target.host,
		// No command has to wait for the answer whether it would load a module.
		mindsModules: true,
		run: command => {
			if (!over.signal.aborted) asked.set(commandLine(command), command);
			return new Promise(() => {});
		},
		probe: () => new Promise(() => {}),
	};
	const book = new Book({host, target, signal: () => over.signal, tell: () => {}});
	for (const fact of facts) void book.know(fact);
	await new Promise(resolve => {
		setImmediate(resolve);
	});
	over.abort();
	return [...asked.values()];
}
