import {afterEach, beforeAll} from 'vitest';
import {build, openTerminal, type Terminal} from './terminal.ts';

/** How a group of tests opens terminals: the program is built before the first one, and each is closed after its test. */
export const useTerminals = (): ((options: Parameters<typeof openTerminal>[0]) => Promise<Terminal>) => {
	const opened: Terminal[] = [];
	beforeAll(build);
	afterEach(async () => {
		for (const terminal of opened.splice(0)) await terminal.close();
	});
	return async options => {
		const terminal = await openTerminal(options);
		opened.push(terminal);
		return terminal;
	};
};
