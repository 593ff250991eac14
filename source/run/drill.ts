import {randomInt} from 'node:crypto';
import {join} from 'node:path';
import type {DrillFault} from '../drill/fault.ts';
import {drillFault, drillFaults} from '../drill/faults.ts';
import {Opinion} from '../drill/opinion.ts';
import {lacksOwnNetwork} from '../drill/own-network.ts';
import {type Outcome, play} from '../drill/play.ts';
import {randomFrom} from '../drill/random.ts';
import type {DrillNews} from '../engine/drill-news.ts';
import type {Face} from '../engine/event.ts';
import {Interrupt} from '../engine/interrupt.ts';
import type {StepId} from '../engine/step.ts';
import {say, type Words} from '../engine/words.ts';
import {enterWords} from '../face/words/drill.ts';
import {guide} from '../guide/index.ts';
import {keepScore} from '../session/drill-scores.ts';
import {ownStateFolder} from '../session/state-folder.ts';
import {paceOf} from '../watch/pace.ts';
import {askOn} from './ask.ts';
import {type Opened, openGround} from './drill-ground.ts';
import {openFace} from './open-face.ts';
import {openShell} from './open-shell.ts';
import {asOwnRoot, endWithStarter, isOwnRoot} from './own-root.ts';
import {UsageError} from './usage-error.ts';

export type DrillRequest = {
	readonly fault?: string | undefined;
	readonly seed?: number | undefined;
	readonly port?: number | undefined;
	readonly wanted: 'plain' | 'any';
};

const listTitles = {
	own: {
		en: 'With a network of its own (Linux; as root, or where users may have namespaces)',
		zh: '练习后端有自己的网络（Linux；以 root 运行，或允许普通用户创建命名空间）',
	},
	anywhere: {en: 'Anywhere', zh: '任何机器均可'},
} as const satisfies Readonly<Record<string, Words>>;

/** `slb-wizard drill --list`. Returns the exit status. */
export const listDrills = (): number => {
	const width = Math.max(...drillFaults.map(({id}) => id.length));
	const rows = (faults: typeof drillFaults) => faults.map(({id, title}) => `  ${id.padEnd(width)}  ${say(title)}\n`);
	const words = [
		`${say(listTitles.own)}\n`,
		...rows(drillFaults.filter(({own}) => own !== undefined)),
		`\n${say(listTitles.anywhere)}\n`,
		...rows(drillFaults.filter(({own}) => own === undefined)),
	];
	process.stdout.write(words.join(''));
	return 0;
};

const statusOf: Readonly<Record<Outcome, number>> = {found: 0, shown: 1, quit: 130};

/** `slb-wizard drill [fault]`. Returns the exit status. */
export const drill = async (request: DrillRequest): Promise<number> => {
	const {fault: word, wanted} = request;
	const named = word === undefined ? undefined : drillFault(word);
	if (word !== undefined && named === undefined) throw new UsageError(noSuchFault(word));
	if (process.stdin.isTTY !== true)
		throw new UsageError({
			en: 'drill is for somebody at a terminal, who looks for the fault. Without questions: slb-wizard check --port <n>',
			zh: 'drill 供人在终端上排查故障。不需要提问时：slb-wizard check --port <n>',
		});
	const status = await asOwnRoot();
	if (status !== undefined) return status;
	endWithStarter();
	const lacking = await lacksOwnNetwork();
	if (named?.own !== undefined && lacking !== undefined) throw new UsageError(notOpened(named, lacking));
	const interrupt = new Interrupt();
	const face = await openFace(wanted, interrupt, 'drill');
	const seed = request.seed ?? randomInt(1_000_000);
	try {
		const opened = await openGround({named, lacking, seed, port: request.port});
		if ('why' in opened) throw new UsageError(notOpened(named, opened.why));
		const {ground} = opened;
		const onEnd = (): void => void ground.close();
		interrupt.walkSignal.addEventListener('abort', onEnd);
		try {
			return statusOf[await playOn(opened, face, {seed, isDrawn: named === undefined})];
		} finally {
			await ground.close();
		}
	} finally {
		await face.close();
	}
};

const noSuchFault = (word: string): Words => {
	const ids = drillFaults.map(({id}) => id);
	return {
		en: `drill ${JSON.stringify(word)}: must be one of ${ids.join(', ')}`,
		zh: `drill ${JSON.stringify(word)}：必须是 ${ids.join('、')} 之一`,
	};
};

const notOpened = (named: DrillFault | undefined, why: Words): Words => {
	const what = named === undefined ? 'drill' : `drill ${named.id}`;
	return {en: `${what}: ${why.en}`, zh: `${what}：${why.zh}`};
};

const playOn = async (
	{ground, embeddedBecause}: Opened,
	face: Face,
	{seed, isDrawn}: {readonly seed: number; readonly isDrawn: boolean},
): Promise<Outcome> => {
	const {fault, target, own} = ground;
	let held: DrillNews[] | undefined;
	const tell = (news: DrillNews): void => {
		if (held === undefined) face.show({type: 'drill', news});
		else held.push(news);
	};
	const opinion = new Opinion(paceOf(target));
	const begun = own && {enter: enterWords(own.enter, isOwnRoot()), settingsFile: own.settingsFile};
	tell({
		is: 'begun',
		target,
		...(isDrawn ? {seed} : {}),
		...begun,
		...(embeddedBecause === undefined ? {} : {embeddedBecause: say(embeddedBecause)}),
	});
	let isOver = false;
	ground.check(report => {
		if (!isOver) for (const news of opinion.take(report)) tell(news);
	});
	const ask = askOn(face);
	const shell = own && {
		shell: async () => {
			const answer = await ask(() => ({ask: 'terminal', why: say(shellOpens)}));
			if (answer.do !== 'go') return;
			held = [];
			await openShell(own.enter);
			face.show({type: 'terminal-returned'});
			const late = held;
			held = undefined;
			for (const news of late) tell(news);
		},
	};
	return play({
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
		isMended: () => opinion.isMended,
		looked: ground.look(),
		nowMs: () => performance.now(),
		// Who names a fault knows the answer.
		keep: points => (isDrawn ? keepScore(join(ownStateFolder(), 'drill.json'), fault.id, points) : undefined),
	});
};

const shellOpens: Words = {
	en: 'A shell on the practice backend opens here; exit comes back.',
	zh: '将在此处打开练习后端的 shell；输入 exit 返回。',
};

const step = (id: StepId) => {
	const found = guide.find(other => other.id === id);
	return {title: found === undefined ? id : say(found.title), why: found === undefined ? '' : say(found.why)};
};
