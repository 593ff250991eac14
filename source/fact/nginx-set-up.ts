import type {ConfiguredWord, ServedPort} from '../engine/detected.ts';
import {verbatim} from '../engine/words.ts';
import {isHealthPath} from './health-path.ts';
import {hostNames, readListen} from './nginx-server.ts';
import {type Directive, named} from './nginx-syntax.ts';
import {isPublicName, type SetUp} from './set-up.ts';

const placeOf = ({file, line}: Directive): string => `${file}:${line}`;

type Listening = {
	readonly server: Directive;
	readonly port: number;
	readonly options: readonly string[];
	readonly at: string;
};

const listeningOf = (server: Directive, otherwise: readonly (readonly string[])[]): readonly Listening[] => {
	const written = named(server.block ?? [], 'listen');
	const all =
		written.length > 0
			? written.map(directive => ({args: directive.args, at: placeOf(directive)}))
			: otherwise.map(args => ({args, at: placeOf(server)}));
	return all.flatMap(({args, at}) => {
		const listen = readListen(args);
		return listen === undefined ? [] : [{server, port: listen.port, options: listen.options, at}];
	});
};

const isTls = ({options, server}: Listening): boolean =>
	options.includes('ssl') || named(server.block ?? [], 'ssl').some(({args}) => args[0] === 'on');

/** What a `location` is for, where one path can be told: a prefix, an exact one, or an expression for just one. */
const pathOf = ({args}: Directive): string | undefined => {
	const [first = '', second] = args;
	if (first === '=' || first === '^~') return second;
	if (first !== '~' && first !== '~*') return first;
	const path = second?.replace(/^\^/, '').replace(/\$$/, '').replaceAll('\\.', '.').replaceAll('\\/', '/') ?? '';
	return /^\/[\w./-]+$/.test(path) ? path : undefined;
};

/** Nobody's health page: nginx's own counters, what only nginx itself asks for, and what is closed for all. */
const isClosed = ({block = []}: Directive): boolean =>
	block.some(({name, args}) => name === 'stub_status' || name === 'internal' || (name === 'deny' && args[0] === 'all'));

const pagesOf = (block: readonly Directive[]): ReadonlyArray<{readonly word: string; readonly at: string}> =>
	named(block, 'location').flatMap(location => {
		const path = pathOf(location);
		const own =
			path !== undefined && isHealthPath(path) && !isClosed(location) ? [{word: path, at: placeOf(location)}] : [];
		return [...own, ...pagesOf(location.block ?? [])];
	});

const namesOf = (block: readonly Directive[]): ReadonlyArray<{readonly word: string; readonly at: string}> =>
	named(block, 'server_name').flatMap(directive =>
		hostNames([{names: directive.args}])
			.filter(isPublicName)
			.map(word => ({word, at: placeOf(directive)})),
	);

/** What a configuration of nginx sets it up to serve. */
export const nginxSetUp = (main: readonly Directive[]): SetUp => {
	const serversIn = (name: string, otherwise: readonly (readonly string[])[]): readonly Listening[] =>
		named(main, name)
			.flatMap(({block = []}) => named(block, 'server'))
			.flatMap(server => listeningOf(server, otherwise));
	const isDefault = ({options}: Listening): boolean => options.some(option => /^default(_server)?$/.test(option));
	const http = serversIn('http', [['80']]).toSorted((one, other) => Number(isDefault(other)) - Number(isDefault(one)));
	const wordsOf = (
		read: (block: readonly Directive[]) => ReadonlyArray<{readonly word: string; readonly at: string}>,
	): readonly ConfiguredWord[] =>
		http.flatMap(({server, port}) => read(server.block ?? []).map(found => ({port, ...found})));
	return {
		served: [
			...http.map((one): ServedPort => ({...servedBy(one), speaks: isTls(one) ? 'tls' : 'http'})),
			...serversIn('stream', []).map(
				(one): ServedPort => ({...servedBy(one), protocol: one.options.includes('udp') ? 'udp' : 'tcp'}),
			),
		],
		pages: wordsOf(pagesOf),
		names: wordsOf(namesOf),
	};
};

const servedBy = ({port, at}: Listening): ServedPort => ({port, protocol: 'tcp', by: verbatim('nginx'), at});
