import type {Command} from '../engine/command.ts';
import {readDestination} from '../engine/destination.ts';
import {tools} from '../fact/tools.ts';
import {shellOfMostRights} from '../host/shell/rights.ts';
import {greeting} from '../host/shell/script.ts';
import {andMore} from './spell.ts';

/** What opens a host that is far away: the user's own ssh, the shell there, and what that is told first. */
export const connecting = (where: string): readonly Command[] => {
	const destination = readDestination(where);
	if (destination === undefined) return [];
	const {name, user, port} = destination;
	const to = [...(user === undefined ? [] : ['-l', user]), ...(port === undefined ? [] : ['-p', `${port}`])];
	return [
		{file: 'ssh', args: ['-T', andMore, ...to, '--', name, shellOfMostRights]},
		{file: 'sh', args: ['-c', greeting({halves: ['<mark>', '<mark>'], whole: ''}, tools)]},
	];
};
