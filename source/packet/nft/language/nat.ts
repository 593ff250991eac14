import type {Json} from '../json.ts';
import {beginsExpression, expressionOf} from './expression.ts';
import {mapOf} from './map.ts';
import {type Reader, Unreadable} from './reader.ts';
import {elementValue} from './value.ts';

/** `to 10.0.0.1:80`, `ip to …`, `to :8080`, by a map as well; and flags, which don't matter. */
export function natOf(reader: Reader): Json {
	const isBoth = reader.comes('addr', 1);
	if (/^(ip|ip6)$/.test(reader.peek().text)) reader.take();
	if (isBoth) for (const word of ['addr', '.', 'port']) reader.expect(word);
	const to = reader.takes('to') ? targetOf(reader) : {};
	while (/^(random|fully-random|persistent)$/.test(reader.peek().text) || reader.comes(',')) reader.take();
	return to;
}

function targetOf(reader: Reader): {readonly [key: string]: Json} {
	if (beginsExpression(reader) && reader.peek().is === 'word')
		return {addr: mapOf(reader, expressionOf(reader), elementValue)};
	const text = reader.word();
	const parts =
		/^(?:\[([^\]]+)\]|(\d+\.\d+\.\d+\.\d+(?:-[\d.]+)?|[\da-f]*:[\da-f:]*:[\da-f:]*))?(?::(\d+(?:-\d+)?))?$/i.exec(text);
	if (!parts) throw new Unreadable(`“${text}” is no place to send packets to`);
	const [address, port] = [parts[1] ?? parts[2], parts[3]];
	return {
		...(address === undefined ? {} : {addr: address}),
		...(port === undefined ? {} : {port: /^\d+$/.test(port) ? Number(port) : port}),
	};
}
