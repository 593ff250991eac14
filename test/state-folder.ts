import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** Gives the programs of all tests a state folder of their own: no test leaves a session with whoever runs it. */
export default (): (() => void) => {
	const folder = mkdtempSync(join(tmpdir(), 'slbw-state-'));
	process.env.XDG_STATE_HOME = folder;
	return () => rmSync(folder, {recursive: true, force: true});
};
