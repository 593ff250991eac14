import type {Words} from '../engine/words.ts';
import {unknownValue} from './field-doubts.ts';
import {clientPorts} from './numbers.ts';
import type {Point} from './ranges.ts';

/** What a field holds: the sources, something within a range, a name, nothing at all, or something that can't be told. */
export type Operand =
	| {readonly kind: 'sources'}
	| {readonly kind: 'range'; readonly first: Point; readonly last: Point}
	| {readonly kind: 'name'; readonly name: string}
	| {readonly kind: 'absent'}
	| {readonly kind: 'unknown'; readonly why: Words};

/** A value that is told, or why it is not. */
export const constant = (value: Point | undefined, why = unknownValue): Operand =>
	value === undefined ? {kind: 'unknown', why} : {kind: 'range', first: value, last: value};

/** The address that the load balancer probes from. */
export const sources: Operand = {kind: 'sources'};
/** A packet like this one has no such field. */
export const absent: Operand = {kind: 'absent'};
/** The port of a client. */
export const clientPort: Operand = {kind: 'range', first: clientPorts[0], last: clientPorts[1]};
