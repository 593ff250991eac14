import {type Destination, destinationWords} from '../../engine/destination.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import type {Ended} from '../shell/channel.ts';
import * as words from './problem-words.ts';

/** Why no connection came about, and what to do: sentences. */
export type Problem = {
	readonly is: 'host-key' | 'login' | 'name' | 'unreachable' | 'no-shell' | 'no-ssh' | 'other';
	readonly why: Words;
	/** What ssh would ask about it on a terminal: a sentence. Absent where there is nothing to ask: a changed host key never is. */
	readonly asks?: Words;
};

/** Reads what ssh complained of when it ended by itself; its own failures are 255 (ssh(1), EXIT STATUS). */
export function problemOf(destination: Destination, {complaint, exitCode, fault}: Ended): Problem {
	const who = destinationWords(destination);
	const {name} = destination;
	const last = fault ?? tellingLine(complaint);
	if (/REMOTE HOST IDENTIFICATION HAS CHANGED|differs from the key for the IP/.test(complaint)) {
		const place = /Offending (?:\S+ )?key in (\S+)/.exec(complaint)?.[1];
		return {is: 'host-key', why: words.changedKey(who, name, place)};
	}
	if (/Host key verification failed|host key is known/i.test(complaint))
		return {is: 'host-key', asks: words.newKeyAsks(who), why: words.newKey(who, name)};
	if (/Permission denied|Too many authentication failures|No supported authentication/i.test(complaint))
		return {is: 'login', asks: words.loginAsks(who), why: words.login(who, name, last)};
	if (/Could not resolve|Name or service not known|nodename nor servname/i.test(complaint))
		return {is: 'name', why: words.noAddress(name, last)};
	if (
		/refused|timed out|No route to host|Network is unreachable|closed by|reset by|Broken pipe|not responding/i.test(
			complaint,
		)
	)
		return {is: 'unreachable', why: words.unreachable(who, last)};
	if (/ENOENT/.test(complaint)) return {is: 'no-ssh', why: words.noSsh};
	if (/not recognized|not found|no such file/i.test(complaint)) return {is: 'no-shell', why: words.noPosix(who, last)};
	if (exitCode !== undefined && exitCode !== 255)
		return {is: 'no-shell', why: words.otherUser(who, name, isEmpty(last) ? words.exit(exitCode) : last)};
	if (fault !== undefined) return {is: 'no-shell', why: words.byHand(who, name, fault)};
	return {is: 'other', why: isEmpty(last) ? words.endedSilently(who) : words.ended(who, last)};
}

const isEmpty = ({en}: Words): boolean => en === '';

/** The line that says the most: behind a jump host, the last one only says that it ended. */
function tellingLine(complaint: string): Words {
	const lines = complaint
		.trim()
		.split('\n')
		.map(line => line.trim());
	const line =
		lines.findLast(text => /^ssh: |open failed|Permission denied/.test(text)) ??
		lines.findLast(text => !/UNKNOWN port 65535|^kex_exchange|^mux_client|^$/.test(text)) ??
		'';
	// What ssh says where a program of its configuration makes the connection.
	return line === '' && /UNKNOWN port 65535/.test(complaint)
		? words.onTheWay(/UNKNOWN port 65535 timed out/.test(complaint))
		: verbatim(line);
}
