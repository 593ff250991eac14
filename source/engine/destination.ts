import {verbatim, type Words} from './words.ts';

/** Where ssh connects to: a name or an alias of the user's own configuration. */
export type Destination = {readonly name: string; readonly user?: string; readonly port?: number};

/**
 * Reads `ssh://[user@]name[:port]`; undefined for anything else. Signs that a shell would read are refused, as OpenSSH 9.6
 * and later refuse them: the name can be put into a ProxyCommand of the user's configuration.
 */
export function readDestination(text: string): Destination | undefined {
	const [, user, bracketed, plain, port] =
		/^ssh:\/\/(?:([^@/]*)@)?(?:\[([\da-fA-F:.%\w-]+)\]|([^@/:[\]]+))(?::(\d{1,5}))?\/?$/u.exec(text) ?? [];
	const name = bracketed ?? plain;
	if (name === undefined || !isSafe(name) || (user !== undefined && !isSafe(user))) return undefined;
	if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535)) return undefined;
	return {name, ...(user === undefined ? {} : {user}), ...(port === undefined ? {} : {port: Number(port)})};
}

const isSafe = (word: string): boolean => /^(?!-)[^\s\p{C}'"`$&|;<>()\\*?!{}#~]+$/u.test(word);

/** How the destination is called in sentences: `root@web-3`, `web-3 port 2222`. */
export const destinationWords = ({name, user, port}: Destination): Words => {
	const who = `${user === undefined ? '' : `${user}@`}${name}`;
	return port === undefined ? verbatim(who) : {en: `${who} port ${port}`, zh: `${who} 端口 ${port}`};
};
