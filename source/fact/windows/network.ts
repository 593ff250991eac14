import type {HostAddress} from '../addresses.ts';
import {numberAt, textAt} from '../json.ts';
import {readPowershell} from './powershell-json.ts';

/** MSFT_NetIPAddress, AddressState: 4 is preferred, 3 deprecated; 0 to 2 are invalid, tentative, duplicate. */
const usableStates: readonly number[] = [3, 4];

/** Reads `Get-NetIPAddress` as JSON. */
export const readNetIpAddresses = (stdout: string): readonly HostAddress[] | undefined => {
	const reply = readPowershell(stdout);
	if (!reply.ok) return undefined;
	return reply.data.flatMap(row => {
		const [address, prefix] = [textAt(row, 'IPAddress'), numberAt(row, 'PrefixLength')];
		if (address === undefined || prefix === undefined) return [];
		const state = numberAt(row, 'State') ?? numberAt(row, 'AddressState');
		return [
			{
				interface: textAt(row, 'InterfaceAlias') ?? '',
				address: address.replace(/%\w+$/, ''),
				prefix,
				family: address.includes(':') ? 6 : 4,
				up: state === undefined || usableStates.includes(state),
			},
		];
	});
};

/** A route of Windows: interfaces are named by one of their addresses. */
export type WindowsRoute = {
	readonly destination: string;
	readonly netmask: string;
	/** Absent when the destination is on the link itself. */
	readonly gateway?: string;
	/** The address of the interface that it leaves by. */
	readonly interface: string;
	readonly metric: number;
};

const address = String.raw`\d+\.\d+\.\d+\.\d+`;
const routeRow = new RegExp(String.raw`^\s*(${address})\s+(${address})\s+(\S.*?)\s+(${address})\s+(\d+)\s*$`);

/**
 * Reads the active routes of `route print -4` by their columns: the words for "on-link" and the headings are translated.
 * Persistent routes have four columns and are left out.
 */
export const readRoutePrint = (text: string): readonly WindowsRoute[] | undefined => {
	const rows = text.split(/\r?\n/).flatMap(line => {
		const match = routeRow.exec(line);
		if (!match) return [];
		const [, destination = '', netmask = '', gateway = '', via = '', metric] = match;
		const isAddress = new RegExp(`^${address}$`).test(gateway);
		return [{destination, netmask, ...(isAddress && {gateway}), interface: via, metric: Number(metric)}];
	});
	return rows.length > 0 ? rows : undefined;
};
