import {say, type Words} from '../../engine/words.ts';
import type {Channel} from './channel.ts';
import type {Greeted} from './greeted.ts';

/**
 * The line for a shell with the most rights that come without a question: root's own, by sudo, or by doas. Its words are
 * the same for every login shell (sh, fish, csh): no quotes, backslashes or exclamation marks inside.
 */
export const shellOfMostRights =
	"exec sh -c 'if [ $(id -u) = 0 ]; then exec sh; fi; if sudo -n true </dev/null >/dev/null 2>&1; then exec sudo -n sh; fi; if doas -n true </dev/null >/dev/null 2>&1; then exec doas -n sh; fi; exec sh'";

/** The same, when it is known what made the first one root. */
export const shellBy = (by: Greeted['by']): string => (by === undefined ? shellOfMostRights : `exec ${by} -n sh`);

/** The line for a shell by sudo, which reads a password from its input. */
const shellOfSudo = (content: string): string => `exec sudo -S -p '' sh -c 'echo ${content}; exec sh'`;

/** What such a shell says when the password was right. */
const content = 'slb-wizard may look';

/** So many shells of root are opened with one password. */
const rootShells = 3;

const noReason: Words = {en: 'sudo gave no reason', zh: 'sudo 没有说明原因'};

/** Shells of root, or why there are none: sudo's own words. */
export type Elevated = {readonly shells: readonly Channel[]} | {readonly refused: string};

/** A host that can be looked at as root, once somebody gives the password. */
export type Elevatable = {readonly elevate: (password: string) => Promise<'granted' | {readonly refused: string}>};

/**
 * Opens shells of root with the password that sudo asks for. It is written to sudo alone, and forgotten: a shell that is
 * lost later comes back without these rights. `open` opens a shell by its line, and hands the word over at its gate.
 */
export async function openRootShells(
	password: string,
	open: (line: string, gate: {readonly word: string; readonly content: string}) => Channel,
): Promise<Elevated> {
	const shells: Channel[] = [];
	for (let count = 0; count < rootShells; count++) {
		const channel = open(shellOfSudo(content), {word: password, content});
		const greeted = await channel.greeted;
		if (greeted?.uid === 0) {
			shells.push(channel);
			continue;
		}

		if (shells.length > 0) break;
		channel.kill();
		const {complaint, fault} = await channel.ended;
		return {refused: fault === undefined ? complaint.trim().split('\n').at(-1) || say(noReason) : say(fault)};
	}

	return {shells};
}
