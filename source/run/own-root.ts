import {spawn} from 'node:child_process';
import {Socket} from 'node:net';
import {command, succeeded} from '../engine/command.ts';
import {localHost} from '../host/local.ts';
import {ownProgram} from './own-program.ts';

/** Tells the program that it is root only in a user namespace of its own. */
const variable = 'SLB_WIZARD_OWN_ROOT';

/** Whether this program was started by `asOwnRoot`. */
export const isOwnRoot = (): boolean => process.env[variable] !== undefined;

const unshare = ['--map-root-user', '--net'];

/**
 * Runs this program once more as root of a user namespace (user_namespaces(7)), in which anybody may make networks. Its exit
 * status, or undefined where that isn't possible: it is already so, or the kernel or the distribution lets only root do it.
 */
export const asOwnRoot = async (): Promise<number | undefined> => {
	if (process.platform !== 'linux' || process.getuid?.() === 0 || isOwnRoot()) return undefined;
	// AppArmor lets the namespace be made, and then nothing be done in it (Ubuntu since 23.10).
	const tried = await localHost().run(command('unshare', ...unshare, 'ip', 'link', 'set', 'lo', 'up'));
	if (!succeeded(tried)) return undefined;
	const child = spawn('unshare', [...unshare, ...ownProgram, ...process.argv.slice(2)], {
		stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
		env: {...process.env, [variable]: 'yes'},
	});
	// Ctrl+C reaches both, and only the one who shows something has to judge it.
	process.on('SIGINT', () => {});
	for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
	return new Promise(resolve => {
		child.once('error', () => resolve(undefined));
		child.once('close', code => resolve(code ?? 130));
	});
};

/** Ends the program when the one that made it root is gone, however that ended. */
export const endWithStarter = (): void => {
	if (!isOwnRoot()) return;
	const end = (): void => process.exit(130);
	try {
		// A file that is being read would keep the program from ending; a socket doesn't.
		new Socket({fd: 3}).on('error', end).on('end', end).unref().resume();
	} catch {
		// Somebody set the variable by hand: there is nobody to end with.
	}
};
