import {command, privileged, succeeded} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import {listeners} from './listeners.ts';
import {readOpenFiles} from './open-files.ts';
import {checkedListeners} from './service-process.ts';
import {ss} from './ss.ts';
import {readWaiting} from './waiting.ts';

/** How many processes of a service are looked at. */
const mostProcesses = 8;

/**
 * Whether a service that has read a request and says nothing may still answer it within a time, in milliseconds: because
 * a thread of it runs, sleeps or has a timer, or because it holds a connection to somebody else whose answer it may be
 * waiting for. `yes` where that can't be seen.
 */
export const mayStillAnswer = async (look: Look, withinMs: number): Promise<'yes' | 'no'> => {
	const sockets = await look.know(listeners);
	const checked = sockets.known ? checkedListeners(sockets.value, look.target) : [];
	const pids = [...new Set(checked.flatMap(({processes}) => processes.map(({pid}) => pid)))].slice(0, mostProcesses);
	if (pids.length === 0) return 'yes';
	const [machine, calls, ...files] = await Promise.all([
		look.run(command('uname', '-m')),
		look.runAgain(
			privileged(
				'find',
				...pids.map(pid => `/proc/${pid}/task`),
				'-maxdepth',
				'2',
				'-name',
				'syscall',
				'-exec',
				'cat',
				'{}',
				'+',
			),
		),
		...pids.map(async pid => look.runAgain(privileged('ls', '-l', `/proc/${pid}/fd`))),
	]);
	if (!succeeded(calls) || !files.every(succeeded)) return 'yes';
	if (readWaiting(calls.stdout, machine.stdout, withinMs) !== 'never') return 'yes';
	const ours = await look.runAgain(ss(['tcp_diag'], '-H', '-tan', 'sport', '=', `:${look.target.healthCheck.port}`));
	const served = ours.stdout.split('\n').filter(line => line.trim() !== '').length;
	// Standard input and output may be sockets too; they are no partners of the service.
	const own = files.map(({stdout}) =>
		readOpenFiles(stdout).filter(({name, path}) => path.startsWith('socket:') && Number(name) > 2),
	);
	return own.some(list => list.length > served) ? 'yes' : 'no';
};
