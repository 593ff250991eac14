import {catalogue} from '../cause/catalogue.ts';
import {sampleValues} from '../cause/sample.ts';
import {type CauseCode, causeCodes} from '../engine/cause-code.ts';
import type {ChangeStep} from '../engine/change.ts';
import type {Values} from '../engine/finding.ts';
import type {StepId} from '../engine/step.ts';
import type {Target} from '../engine/target.ts';

/** A change that slb-wizard knows how to make for a cause, on values that such a host might have. */
export type PossibleChange = {
	readonly step: StepId;
	readonly code: CauseCode;
	readonly make: string;
	/** Absent for what is over once it was made: a restart. */
	readonly undo?: string;
};

/** All changes of the catalogue. Each is made only when its cause was found, and somebody has confirmed it by a word. */
export const possibleChanges = (target: Target): readonly PossibleChange[] =>
	causeCodes.flatMap(code => {
		const {step, remedies} = catalogue[code];
		const values = sampleValues(code);
		return remedies(values, target).flatMap(({change}) =>
			(change?.steps ?? []).map(one => {
				const [make, undo] = [one.make, one.undo].map(line => withPlaces(line, one, values));
				return {step, code, make: make ?? '', ...(change?.isFinal === true || undo === undefined ? {} : {undo})};
			}),
		);
	});

/** What is a host's own: of a sample, only the words that no host shares are replaced. */
const own = ['pid', 'unit', 'container', 'interface', 'gateway'] as const;

const withPlaces = (line: string, {reads = {}}: ChangeStep, values: Values): string => {
	const read = new Set([...Object.keys(reads), 'tag']);
	const placed = line.replace(/\{(\w+)\}/g, (whole, name: string) => (read.has(name) ? `<${name}>` : whole));
	return own.reduce((text, name) => {
		const value = values[name]?.replace(/\.service$/, '');
		return value === undefined ? text : text.replaceAll(value, `<${name}>`);
	}, placed);
};
