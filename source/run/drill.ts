import {randomInt} from 'node:crypto';
import {join} from 'node:path';
import {openEmbedded} from '../drill/embedded.ts';
import type {DrillFault} from '../drill/fault.ts';
import {drawFaults, drillFault, drillFaults} from '../drill/faults.ts';
import type {Ground, OwnProgram} from '../drill/ground.ts';
import {Opinion} from '../drill/opinion.ts';
import {lacksOwnNetwork, openOwnNetwork} from '../drill/own-network.ts';
import {type Outcome, play} from '../drill/play.ts';
import {randomFrom} from '../drill/random.ts';
import type {DrillNews} from '../engine/drill-news.ts';
import type {Face} from '../engine/event.ts';
import {Interrupt} from '../engine/interrupt.ts';
import type {StepId} from '../engine/step.ts';
import {enterWords} from '../face/words/drill.ts';
import {guide} from '../guide/index.ts';
import {keepScore} from '../session/drill-scores.ts';
import {ownStateFolder} from '../session/state-folder.ts';
import {paceOf} from '../watch/pace.ts';
import {askOn} from './ask.ts';
import {openFace} from './open-face.ts';
import {openShell} from './open-shell.ts';
import {platform} from './platform.ts';
import {UsageError} from './usage-error.ts';

export type DrillRequest = {
	readonly fault?: string | undefined;
	readonly seed?: number | undefined;
	readonly port?: number | undefined;
	readonly wanted: 'plain' | 'any';
};

/** `slb-wizard drill --list`. Returns the exit status. */
export const listDrills = (): number => {
	const width = Math.max(...drillFaults.map(({id}) => id.length));
	for (const {id, title, own} of drillFaults) {
		const needs = own === undefined ? '' : ` (root on Linux)`;
		process.stdout.write(`${id.padEnd(width)}  ${title}${needs}\n`);
	}
	return 0;
};

const statusOf: Readonly<Record<Outcome, number>> = {found: 0, shown: 1, quit: 130};

/** `slb-wizard drill [fault]`. Returns the exit status. */
export const drill = async (request: DrillRequest): Promise<number> => {
	const {fault: word, wanted} = request;
	const named = word === undefined ? undefined : drillFault(word);
	if (word !== undefined && named === undefined)
		throw new UsageError(`drill ${JSON.stringify(word)}: must be one of ${drillFaults.map(({id}) => id).join(', ')}`);
	if (process.stdin.isTTY !== true)
		throw new UsageError(
			'drill is for somebody at a terminal, who looks for the fault. Without questions: slb-wizard check --port <n>',
		);
	const lacking = await lacksOwnNetwork();
	if (named?.own !== undefined && lacking !== undefined) throw new UsageError(`drill ${named.id}: ${lacking}`);
	const interrupt = new Interrupt();
	const face = await openFace(wanted, interrupt, 'drill');
	const seed = request.seed ?? randomInt(1_000_000);
	try {
		const ground = await openGround({named, lacking, seed, port: request.port});
		if ('why' in ground) throw new UsageError(ground.why);
		const onEnd = (): void => void ground.close();
		interrupt.walkSignal.addEventListener('abort', onEnd);
		try {
			const about = {seed, embeddedBecause: named === undefined ? lacking : undefined, isDrawn: named === undefined};
			return statusOf[await playOn(ground, face, about)];
		} finally {
			await ground.close();
		}
	} finally {
		await face.close();
	}
};

/** This program once more: Node.js, what it was started with, and the file that was started. */
const ownProgram: OwnProgram = [process.execPath, ...process.execArgv, process.argv[1] ?? ''];

/** The first fault that can be made here, in the order of the seed; or the named one, or why not. */
const openGround = async ({
	named,
	lacking,
	seed,
	port,
}: {
	readonly named: DrillFault | undefined;
	readonly lacking: string | undefined;
	readonly seed: number;
	readonly port: number | undefined;
}): Promise<Ground | {readonly why: string}> => {
	const program = ownProgram;
	const random = randomFrom(seed);
	const faults = named === undefined ? drawFaults(random) : [named];
	let why = 'no fault can be made here';
	for (const fault of faults.filter(({own}) => lacking === undefined || own === undefined)) {
		if (lacking === undefined) {
			const opened = await openOwnNetwork(fault, {program, random, port});
			if (!('why' in opened)) return opened;
			why = `drill ${named?.id ?? ''}: ${opened.why}`;
		}

		if (fault.own === undefined) {
			try {
				return await openEmbedded(fault, {program, platform, port});
			} catch (error) {
				const words = error instanceof Error ? error.message : String(error);
				return {why: `drill: the practice backend can’t listen: ${words}`};
			}
		}
	}
	return {why};
};

const playOn = async (
	ground: Ground,
	face: Face,
	{
		seed,
		embeddedBecause,
		isDrawn,
	}: {readonly seed: number; readonly embeddedBecause: string | undefined; readonly isDrawn: boolean},
): Promise<Outcome> => {
	const {fault, target, own} = ground;
	let held: DrillNews[] | undefined;
	const tell = (news: DrillNews): void => {
		if (held === undefined) face.show({type: 'drill', news});
		else held.push(news);
	};
	const opinion = new Opinion(paceOf(target));
	const begun = own && {enter: enterWords(own.enter.file, own.enter.args), settingsFile: own.settingsFile};
	tell({is: 'begun', target, seed, ...begun, ...(embeddedBecause === undefined ? {} : {embeddedBecause})});
	let isOver = false;
	ground.check(report => {
		if (!isOver) for (const news of opinion.take(report)) tell(news);
	});
	const ask = askOn(face);
	const shell = own && {
		shell: async () => {
			const answer = await ask({ask: 'terminal', why: 'A shell on the practice backend opens here; exit comes back.'});
			if (answer.do !== 'go') return;
			held = [];
			await openShell(own.enter);
			face.show({type: 'terminal-returned'});
			const late = held;
			held = undefined;
			for (const news of late) tell(news);
		},
	};
	const outcome = await play({
		fault,
		random: randomFrom(seed + 1),
		tell: news => {
			isOver ||= news.is === 'ended';
			tell(news);
		},
		ask,
		...shell,
		step,
		checks: () => opinion.news,
		isHealthy: () => opinion.verdict === 'healthy',
		looked: ground.look(),
		nowMs: () => performance.now(),
		// Who names a fault knows the answer.
		keep: points => (isDrawn ? keepScore(join(ownStateFolder(), 'drill.json'), fault.id, points) : undefined),
	});
	return outcome;
};

const step = (id: StepId) => {
	const found = guide.find(other => other.id === id);
	return {title: found?.title ?? id, why: found?.why ?? ''};
};
