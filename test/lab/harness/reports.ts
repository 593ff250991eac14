import {chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {folderNameOf} from '../../recordings/recordings.ts';
import {faultsOf} from '../../report/valid.ts';
import type {Lab} from './lab.ts';

const forms = ['json', 'md', 'html', 'xml'] as const;

/** The reports that a run of the lab writes: in every form, into the lab's directory. */
export class LabReports {
	readonly #folder: string;

	constructor(lab: Lab, way: string) {
		this.#folder = join(lab.directory, `reports-${way}`);
		mkdirSync(this.#folder, {recursive: true});
		// Whoever the program runs as there writes them.
		chmodSync(this.#folder, 0o777);
	}

	/** The options that make the program write them. */
	get options(): readonly string[] {
		return forms.flatMap(form => ['--report', this.#path(form)]);
	}

	/** What is wrong with them, each with its form; the JSON has to be what the program printed. */
	faults(printed: string): readonly string[] {
		return forms.flatMap(form => {
			const text = read(this.#path(form));
			if (text === undefined) return [`the report in ${form} was not written`];
			const wrong = form === 'xml' ? [] : faultsOf(form, text);
			const differs = form === 'json' && text !== printed ? ['it is not what --json prints'] : [];
			return [...wrong, ...differs].map(words => `the report in ${form}: ${words}`);
		});
	}

	/** Keeps those that are looked at when all runs are over, under the scenario's name. */
	keep(folder: string, scenario: string, way: string): void {
		for (const form of ['xml', 'html'] as const)
			writeFileSync(join(folder, `${folderNameOf(scenario)}.${way}.${form}`), read(this.#path(form)) ?? '');
	}

	#path(form: (typeof forms)[number]): string {
		return join(this.#folder, `report.${form}`);
	}
}

const read = (path: string): string | undefined => {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return undefined;
	}
};

/** A folder for what is looked at when all runs are over. */
export const openKept = (): string => mkdtempSync(join(tmpdir(), 'slbw-lab-reports-'));
