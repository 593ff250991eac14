import {commandLine} from '../../engine/command.ts';
import type {StepCard, StepReport} from '../../engine/event.ts';
import type {Finding} from '../../engine/finding.ts';
import {causesLines} from './cause.ts';
import {blank, type Line} from './line.ts';
import {observationLines} from './observation.ts';
import {safeLine} from './safe.ts';

/** "Step 3 of 12 · Is the port open?" */
export const stepHeading = (card: StepCard, number: number, of: number): Line => ({
	text: `Step ${number} of ${of} · ${card.title}`,
	tone: 'heading',
});

/** A step before it runs: its heading, what the document says, and the document's own command. */
export const cardLines = (card: StepCard, number: number, of: number): readonly Line[] => [
	blank,
	stepHeading(card, number, of),
	...(card.skipWhy === undefined
		? [
				{text: `The document: ${card.passage}`, indent: 2},
				{text: `Its command: ${card.documentCommand}`, indent: 2},
				...(card.documentBut === undefined
					? []
					: [{text: `Not run as it stands: ${card.documentBut}`, indent: 2, tone: 'quiet'} as const]),
			]
		: []),
];

/** Why a step is taken at all. */
export const whyLines = (card: StepCard): readonly Line[] => [{text: `Why: ${card.why}`, indent: 2}];

/**
 * What a step came to. full: the commands, the findings, the causes with their remedies; short: without the commands,
 * for a step that nobody stops at.
 */
export const reportLines = (report: StepReport, detail: 'full' | 'short' = 'full'): readonly Line[] => {
	const found = report.findings.flatMap(findingLines);
	const rows = report.observations.length > 2 ? 1 : 3;
	return [
		...(detail === 'full' ? observationLines(report.observations, {most: 4, rows}) : []),
		...found,
		...causesLines(report.causes),
		...(found.length + report.causes.length === 0 ? [nothingFound(report)] : []),
	];
};

const nothingFound = ({status, reason}: StepReport): Line =>
	status === 'ok'
		? {text: reason ?? 'Nothing wrong here.', mark: 'ok'}
		: {text: reason ?? 'Not checked.', mark: status === 'skipped' ? 'skipped' : 'unknown'};

const findingLines = (finding: Finding): readonly Line[] => {
	switch (finding.is) {
		case 'ok':
			return [{text: safeLine(finding.say), mark: 'ok'}];
		case 'note':
			return [{text: safeLine(finding.say), mark: 'note'}];
		case 'not-applicable':
			return [{text: `Not needed here: ${safeLine(finding.why)}`, mark: 'skipped'}];
		case 'unknown':
			return [
				{text: `Could not be checked: ${safeLine(finding.why)}`, mark: 'unknown'},
				...(finding.wouldTell === undefined
					? []
					: [
							{text: 'This would tell:', indent: 2, tone: 'quiet'} as const,
							{text: commandLine(finding.wouldTell), indent: 4, tone: 'command'} as const,
						]),
			];
		case 'cause':
			return [];
	}
};
