import {readFile} from 'node:fs/promises';
import type {Conclusion} from '../engine/event.ts';
import {Interrupt} from '../engine/interrupt.ts';
import {recordingPath} from '../engine/recording-path.ts';
import {completeTarget} from '../engine/settings.ts';
import type {Target} from '../engine/target.ts';
import {timingSentences} from '../engine/timing.ts';
import {run, walk} from '../engine/walk.ts';
import {systemWords} from '../host/record/system-words.ts';
import {conclusionOf} from '../report/report.ts';
import {readResult} from '../report/result-schema.ts';
import {openHost} from './open-host.ts';
import {Reporting} from './reporting.ts';
import type {ReportRequest} from './run-request.ts';
import {type ShortForm, shortened} from './shortened.ts';
import {UsageError} from './usage-error.ts';
import {repeatOf, walkOptions} from './walk-options.ts';
import {withRecorded} from './with-recorded.ts';

/** `slb-wizard report`: the report of a run that was recorded, or whose result was kept. Returns the exit status. */
export const report = async (from: string, request: ReportRequest, short: ShortForm | undefined): Promise<number> => {
	const reporting = new Reporting(request, '--to');
	let conclusion: Conclusion | undefined;
	const face = reporting.around(
		{
			show: event => {
				if (event.type === 'concluded') conclusion = event.conclusion;
			},
			ask: async () => ({do: 'go'}),
			close: async () => {},
		},
		'problems',
	);
	if (/\.json$/i.test(from)) {
		face.show({type: 'concluded', conclusion: await fromResult(from)});
		await face.close();
	} else {
		await replay(from, reporting, face);
	}

	if (short !== undefined && conclusion !== undefined)
		process.stdout.write(shortened(reporting.reportOf(conclusion), short));
	return reporting.hasFailed ? 2 : 0;
};

/** What can be told from a result alone: the pictures and the time line aren't in it. */
const fromResult = async (path: string): Promise<Conclusion> => {
	let text: string;
	try {
		text = await readFile(path, 'utf8');
	} catch (error) {
		throw new UsageError(`${path}: the result can’t be read (${systemWords(error)})`);
	}

	const read = readResult(text);
	if ('problem' in read) throw new UsageError(`${path} ${read.problem}`);
	const {target} = read.result;
	return conclusionOf(read.result, {timing: timingSentences(target), repeat: repeatOf(target)});
};

const replay = async (from: string, reporting: Reporting, face: ReturnType<Reporting['around']>): Promise<void> => {
	const where = recordingPath(from) === undefined ? `replay:${from}` : from;
	const opened = await openHost(where, {ahead: async () => []});
	if ('unreached' in opened) throw new UsageError(opened.unreached);
	const {given, witnessS, note} = withRecorded({given: {host: where}}, opened);
	const complete = completeTarget(given, opened.platform);
	if (!('target' in complete))
		throw new UsageError(
			`${where}: the recording ended before it was known what is checked: there is nothing to report`,
		);
	const {host} = opened;
	host.lookAgain?.();
	reporting.keepTimeOf(host);
	const target: Target = complete.target;
	if (note !== undefined) face.show({type: 'recording-opened', note});
	await run(walk(walkOptions({target, host, pace: 'all', interrupt: new Interrupt(), witnessS})), face);
	await host.close?.();
};
