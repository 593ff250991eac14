import {homedir} from 'node:os';
import {join} from 'node:path';

/** What is asked for the place of a program's state. */
export type Place = {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly system: NodeJS.Platform;
	readonly home: string;
};

/**
 * The folder for what a program remembers: the XDG Base Directory Specification (XDG_STATE_HOME, which counts only when it
 * is absolute), Apple's File System Programming Guide (Application Support), Windows' local application data.
 */
export const stateFolder = ({env, system, home}: Place): string => {
	const {XDG_STATE_HOME: given, LOCALAPPDATA: local} = env;
	if (given?.startsWith('/') === true) return join(given, 'slb-wizard');
	if (system === 'win32') return join(local || join(home, 'AppData', 'Local'), 'slb-wizard');
	if (system === 'darwin') return join(home, 'Library', 'Application Support', 'slb-wizard');
	return join(home, '.local', 'state', 'slb-wizard');
};

/** That folder on this machine. */
export const ownStateFolder = (): string => stateFolder({env: process.env, system: process.platform, home: homedir()});

/** The folder of the sessions on this machine. */
export const sessionsFolder = (): string => join(ownStateFolder(), 'sessions');
