import {type Observation, privileged} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import {type OpenFile, readOpenFiles} from './open-files.ts';

/** Where processes run and what they have open, in one command: on a busy or a remote host each one costs. */
export const lookAtLinks = async (look: Look, pids: readonly number[]): Promise<Observation> =>
	look.run(privileged('ls', '-l', ...pids.flatMap(pid => ['cwd', 'root', 'fd'].map(name => `/proc/${pid}/${name}`))));

/** The part of `lookAtLinks` about one process; without `openFiles` where its folder of descriptors can't be opened. */
export const linksOf = (
	text: string,
	pid: number,
): {readonly openFiles?: readonly OpenFile[]; readonly cwd?: string; readonly root?: string} => {
	// The single links come first, then each folder under its name.
	const parts = text.split(/^(?=\/proc\/\d+\/fd:$)/m);
	const folder = parts.find(part => part.startsWith(`/proc/${pid}/fd:`));
	const links = readOpenFiles(parts.find(part => !part.startsWith('/proc/')) ?? '');
	const linkTo = (name: string) => links.find(link => link.name === `/proc/${pid}/${name}`)?.path;
	const [cwd, root] = [linkTo('cwd'), linkTo('root')];
	return {
		...(folder !== undefined && {openFiles: readOpenFiles(folder)}),
		...(cwd !== undefined && {cwd}),
		...(root !== undefined && {root}),
	};
};
