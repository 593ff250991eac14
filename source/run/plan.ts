import {chinese} from '../engine/chinese.ts';
import {recordingPath} from '../engine/recording-path.ts';
import {completeTarget, settings as options, type Settings} from '../engine/settings.ts';
import type {Target} from '../engine/target.ts';
import {say, verbatim, type Words} from '../engine/words.ts';
import {safeLine} from '../face/words/safe.ts';
import {wholePlanRows} from '../face/words/whole-plan.ts';
import {detected} from '../fact/detect.ts';
import {guide} from '../guide/index.ts';
import {known} from '../plan/known-later.ts';
import {planOf} from '../plan/plan.ts';
import {version} from '../version.ts';
import {missingWords} from './missing-words.ts';
import {ownSigns} from './own-signs.ts';
import {platform} from './platform.ts';
import type {RunRequest} from './run-request.ts';
import {refuseMissing} from './target-of.ts';
import {UsageError} from './usage-error.ts';

/** What a plan is made for: the wizard asks for what is missing, and can change things; `check` neither. */
export type PlanFor = 'wizard' | 'check';

/** `--plan`: prints every command that could run. Nothing is run, and no connection is made. Returns the exit status. */
export const printPlan = async (
	{given, witnessS, fromSeat}: Pick<RunRequest, 'given' | 'witnessS' | 'fromSeat'>,
	who: PlanFor,
	form: 'text' | 'json',
): Promise<number> => {
	if (recordingPath(given.host ?? '') !== undefined)
		throw new UsageError({
			en: '--plan: a recording is only read; no command runs for it',
			zh: '--plan：录制文件只会被读取，不会为它执行任何命令',
		});
	if (who === 'check') refuseMissing(given);
	const {target, open} = planTarget(given);
	const isOwnHost = target.host === 'local';
	const mends = who === 'wizard' && target.platform === 'linux';
	const groups = await planOf({
		...{guide, target, mends},
		// The wizard offers the load balancer's seat at its end.
		asking: {witnessS, fromSeat: fromSeat === true || mends},
		before: who === 'wizard' || given.backend === undefined ? detected : undefined,
	});
	if (form === 'json') {
		const steps = groups.map(({commands, ...group}) => ({
			...group,
			commands: commands.map(({words: _, is, ...command}) => ({class: is, ...command})),
		}));
		const document = {schemaVersion: 1, tool: {name: 'slb-wizard', version}, open, steps};
		process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
		return 0;
	}

	const place = `${open.includes('backend') ? '<backend>' : target.backend}:${open.includes('port') ? '<port>' : target.port}`;
	const host: Words = isOwnHost ? {en: 'this host', zh: '本机'} : verbatim(target.host);
	const name = safeLine(say({en: `${place} on ${host.en}`, zh: chinese`${host.zh} 上的 ${place}`}));
	const notes = open.length === 0 ? [] : [say(notSaid(open.map(one => options[one].flag)))];
	const columns = Math.max(40, process.stdout.columns ?? 100);
	process.stdout.write(`${ownSigns().words(wholePlanRows(groups, {name, columns, notes}).join('\n'))}\n`);
	return 0;
};

const notSaid = (flags: readonly string[]): Words => ({
	en: `Not said yet: ${flags.join(', ')}.`,
	zh: `尚未给出：${flags.join('、')}。`,
});

type Open = 'backend' | 'port' | 'sources';

/** The target, with places for what isn't said yet. */
const planTarget = (given: Settings): {readonly target: Target; readonly open: readonly Open[]} => {
	const asksSources = given.sources === undefined && (given.product === 'alb' || given.product === 'nlb');
	const settings: Settings = {
		// Without a port all that an HTTP check asks for is shown: it is more than a TCP check does.
		...(given.port === undefined && given.checkPort === undefined ? {protocol: 'http'} : {}),
		...(asksSources ? {sources: [known.source]} : {}),
		...{backend: known.backend, port: known.backendPort},
		...given,
	};
	const complete = completeTarget(settings, given.host === undefined || given.host === 'local' ? platform : 'linux');
	if (!('target' in complete)) throw new UsageError(missingWords(complete.missing));
	const isOpen = {
		backend: given.backend === undefined,
		port: given.port === undefined,
		sources: complete.target.sources.includes(known.source),
	};
	const open = (['backend', 'port', 'sources'] as const).filter(name => isOpen[name]);
	return {target: complete.target, open};
};
