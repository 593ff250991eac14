import type {CauseCode} from '../../engine/cause-code.ts';
import {commandLine} from '../../engine/command.ts';
import type {Evidence, Finding} from '../../engine/finding.ts';
import type {StepId} from '../../engine/step.ts';
import type {StepCard, StepReport} from '../../engine/step-report.ts';
import {say, type Words} from '../../engine/words.ts';
import {causeLines, knownCauseLines} from './cause.ts';
import {latencyLines} from './latency.ts';
import {blank, type Line} from './line.ts';
import {observationLines} from './observation.ts';
import {safeLine, safeRows} from './safe.ts';

/** "Step 3 of 12 · Is the port open?" */
export const stepHeading = (card: StepCard, number: number, of: number): Line => ({
	text: say({en: `Step ${number} of ${of} · ${card.title}`, zh: `步骤 ${number}/${of} · ${card.title}`}),
	tone: 'heading',
});

/** A step before it runs: its heading, what the document says, and the document's own command. */
export const cardLines = (card: StepCard, number: number, of: number): readonly Line[] => [
	blank,
	stepHeading(card, number, of),
	...(card.skipWhy === undefined
		? [
				{text: say({en: `The document: ${card.passage}`, zh: `文档：${card.passage}`}), indent: 2},
				{text: say(documentCommand(card)), indent: 2},
				...(card.documentBut === undefined
					? []
					: [
							{
								text: say({en: `Not run as it stands: ${card.documentBut}`, zh: `不照原样运行：${card.documentBut}`}),
								indent: 2,
								tone: 'quiet',
							} as const,
						]),
			]
		: []),
];

const documentCommand = (card: StepCard): Words => {
	const command = safeLine(card.documentCommand);
	return {en: `Its command: ${command}`, zh: `文档的命令：${command}`};
};

/** What the reader was told, by which step: command lines, and causes. */
export type ToldBefore = {
	readonly commands: ReadonlyArray<{readonly line: string; readonly step: StepId}>;
	readonly causes: ReadonlyArray<{readonly code: CauseCode; readonly summary: string; readonly step: StepId}>;
};

export const toldNothing: ToldBefore = {commands: [], causes: []};

/**
 * What a step came to. full: the commands, the findings, the causes with their remedies; short: without the commands,
 * for a step that nobody stops at. What another step has told already is only pointed at.
 */
export const reportLines = (
	report: StepReport,
	{detail = 'full', before = toldNothing}: {readonly detail?: 'full' | 'short'; readonly before?: ToldBefore} = {},
): readonly Line[] => {
	const found = report.findings.flatMap(findingLines);
	const causes = report.causes.map(cause => {
		const other = before.causes.find(({code, summary}) => code === cause.code && summary === cause.summary);
		return other === undefined || other.step === report.step ? causeLines(cause) : knownCauseLines(cause, other.step);
	});
	const elsewhere = before.commands.filter(({step}) => step !== report.step).map(({line}) => line);
	return [
		...(detail === 'full' ? observationLines(report.observations, elsewhere) : []),
		...found,
		...(detail === 'full' ? latencyLines(report.latency) : []),
		...causes.flatMap((lines, index) => (index === 0 ? lines : [blank, ...lines])),
		...(found.length + causes.length === 0 ? [nothingFound(report)] : []),
	];
};

const nothingFound = ({status, reason}: StepReport): Line =>
	status === 'ok'
		? {text: reason ?? say({en: 'Nothing wrong here.', zh: '这里没有问题。'}), mark: 'ok'}
		: {text: reason ?? say({en: 'Not checked.', zh: '未检查。'}), mark: status === 'skipped' ? 'skipped' : 'unknown'};

/** Both results, one under the other, with the commands. */
export const contradictionLines = (say: string, both: readonly Evidence[]): readonly Line[] => [
	{text: safeLine(say), mark: 'note'},
	...both.flatMap(({command, excerpt}): readonly Line[] => [
		{text: safeLine(command), indent: 2, tone: 'command'},
		...safeRows(excerpt)
			.slice(0, 3)
			.map(row => ({text: row, indent: 4, tone: 'output'}) as const),
	]),
];

const notNeeded = (why: string): Words => ({en: `Not needed here: ${why}`, zh: `这里不需要：${why}`});

const notChecked = (why: string): Words => ({en: `Could not be checked: ${why}`, zh: `无法检查：${why}`});

const findingLines = (finding: Finding<string>): readonly Line[] => {
	switch (finding.is) {
		case 'ok':
			return [{text: safeLine(finding.say), mark: 'ok'}];
		case 'note':
			return [{text: safeLine(finding.say), mark: 'note'}];
		case 'contradiction':
			return contradictionLines(finding.say, [finding.one, finding.other]);
		case 'not-applicable':
			return [{text: say(notNeeded(safeLine(finding.why))), mark: 'skipped'}];
		case 'unknown':
			return [
				{text: say(notChecked(safeLine(finding.why))), mark: 'unknown'},
				...(finding.wouldTell === undefined
					? []
					: [
							{text: say({en: 'This would tell:', zh: '以下命令可以判断：'}), indent: 2, tone: 'quiet'} as const,
							{text: commandLine(finding.wouldTell), indent: 4, tone: 'command'} as const,
						]),
			];
		case 'cause':
			return [];
	}
};
