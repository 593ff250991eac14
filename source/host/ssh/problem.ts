import {type Destination, destinationWords} from '../../engine/destination.ts';
import type {Ended} from '../shell/channel.ts';

/** Why no connection came about, and what to do: sentences. */
export type Problem = {
	readonly is: 'host-key' | 'login' | 'name' | 'unreachable' | 'no-shell' | 'no-ssh' | 'other';
	readonly why: string;
	/** What ssh would ask about it on a terminal: a sentence. Absent where there is nothing to ask: a changed host key never is. */
	readonly asks?: string;
};

/** Reads what ssh complained of when it ended by itself; its own failures are 255 (ssh(1), EXIT STATUS). */
export function problemOf(destination: Destination, {complaint, exitCode}: Ended): Problem {
	const who = destinationWords(destination);
	const last = tellingLine(complaint);
	if (/REMOTE HOST IDENTIFICATION HAS CHANGED|differs from the key for the IP/.test(complaint)) {
		const line = /Offending (?:\S+ )?key in (\S+)/.exec(complaint)?.[1];
		return {
			is: 'host-key',
			why: `The host key of ${who} is not the one that is known${line === undefined ? '' : ` (${line})`}: it was installed anew, or somebody else answers. Ask who runs it for its fingerprint; only when that is right, forget the old key: ssh-keygen -R ${destination.name}`,
		};
	}
	if (/Host key verification failed|host key is known/i.test(complaint))
		return {
			is: 'host-key',
			asks: `The host key of ${who} is not known here. ssh shows its fingerprint: compare it with what the host's owner tells you before you say yes.`,
			why: `The host key of ${who} is not known here. Connect once by hand (ssh ${destination.name}), compare the fingerprint that it shows, and say yes`,
		};
	if (/Permission denied|Too many authentication failures|No supported authentication/i.test(complaint))
		return {
			is: 'login',
			asks: `${who} wants a password or the passphrase of a key: ssh asks you for it, and slb-wizard never sees it.`,
			why: `${who} does not let this user log in without a question (${last}). Load the key into the agent (ssh-add), or name another user: ssh://user@${destination.name}`,
		};
	if (/Could not resolve|Name or service not known|nodename nor servname/i.test(complaint))
		return {is: 'name', why: `${destination.name} has no address here (${last})`};
	if (
		/refused|timed out|No route to host|Network is unreachable|closed by|reset by|Broken pipe|not responding/i.test(
			complaint,
		)
	)
		return {is: 'unreachable', why: `${who} can't be reached over ssh (${last})`};
	if (/ENOENT/.test(complaint))
		return {is: 'no-ssh', why: 'There is no ssh on this machine: install the OpenSSH client'};
	if (/not recognized|not found|no such file/i.test(complaint))
		return {
			is: 'no-shell',
			why: `${who} has no POSIX shell (${last}): hosts with Linux are looked at over ssh, others not yet`,
		};
	if (exitCode !== undefined && exitCode !== 255)
		return {
			is: 'no-shell',
			why: `${who} lets this user log in, but gave no shell (${last === '' ? `exit ${exitCode}` : last}). Name another user: ssh://user@${destination.name}`,
		};
	if (/^no shell answered|before a shell answered/.test(complaint))
		return {
			is: 'no-shell',
			why: `${who} lets this user log in, but gave no shell (${last}). Try by hand what the login does there: ssh ${destination.name} true`,
		};
	return {is: 'other', why: `The connection to ${who} ended${last === '' ? ' without a word' : `: ${last}`}`};
}

/** The line that says the most: behind a jump host, the last one only says that it ended. */
function tellingLine(complaint: string): string {
	const lines = complaint
		.trim()
		.split('\n')
		.map(line => line.trim());
	const line =
		lines.findLast(words => /^ssh: |open failed|Permission denied/.test(words)) ??
		lines.findLast(words => !/UNKNOWN port 65535|^kex_exchange|^mux_client|^$/.test(words)) ??
		'';
	if (line !== '') return line;
	// What ssh says where a program of its configuration makes the connection.
	const isTimeout = /UNKNOWN port 65535 timed out/.test(complaint);
	return /UNKNOWN port 65535/.test(complaint)
		? `${isTimeout ? 'timed out' : 'closed'} on the way, at the jump host or ProxyCommand of your OpenSSH configuration`
		: '';
}
