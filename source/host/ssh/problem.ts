import {type Destination, destinationWords} from '../../engine/destination.ts';

/** Why no connection came about, and what to do: sentences. */
export type Problem = {
	readonly is: 'host-key' | 'login' | 'name' | 'unreachable' | 'no-shell' | 'no-ssh' | 'other';
	readonly why: string;
};

/** Reads what ssh complained of when it ended by itself. */
export function problemOf(destination: Destination, complaint: string): Problem {
	const who = destinationWords(destination);
	const last = complaint.trim().split('\n').at(-1)?.trim() ?? '';
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
			why: `The host key of ${who} is not known here. Connect once by hand (ssh ${destination.name}), compare the fingerprint that it shows, and say yes`,
		};
	if (/Permission denied|Too many authentication failures|No supported authentication/i.test(complaint))
		return {
			is: 'login',
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
	return {is: 'other', why: `ssh to ${who} ended${last === '' ? '' : `: ${last}`}`};
}
