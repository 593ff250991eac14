import type {Words} from '../../engine/words.ts';
import type {Condition} from '../filters.ts';
import type {Limit} from '../passage.ts';
import type {Option} from './conditions.ts';

const unitSeconds: ReadonlyArray<readonly [RegExp, number]> = [
	[/^s/, 1],
	[/^m/, 60],
	[/^h/, 3600],
	[/^d/, 86_400],
];

/** Reads `25/minute` and the like as packets per second; undefined for amounts of bytes. */
export function perSecond(rate: string): number | undefined {
	const parts = /^(\d+)(?:\/(\w+))?$/.exec(rate);
	if (!parts) return undefined;
	const seconds = unitSeconds.find(([unit]) => unit.test(parts[2] ?? 's'))?.[1];
	return seconds === undefined ? undefined : Number(parts[1]) / seconds;
}

const limitOf = (what: Limit['what'], per: Limit['per'], rate?: number): Condition => ({
	is: 'limit',
	limit: {what, per, ...(rate === undefined ? {} : {perSecond: rate})},
});

/** The match of a module that lets a part of the packets match: `limit`, `hashlimit`, `connlimit`, `recent`, `statistic`. */
export function readLimit(module: string, options: readonly Option[]): readonly Condition[] {
	const value = (...names: readonly string[]): string | undefined =>
		options.find(({name}) => names.includes(name))?.values[0];
	switch (module) {
		case 'limit':
			return [limitOf('rate', 'all', perSecond(value('--limit') ?? '3/hour'))];
		case 'hashlimit': {
			const rate = value('--hashlimit-upto', '--hashlimit-above', '--hashlimit');
			const perSource = (value('--hashlimit-mode') ?? '').includes('srcip');
			return [limitOf('rate', perSource ? 'source' : 'all', perSecond(rate ?? ''))];
		}
		case 'connlimit':
			return connectionLimit({
				above: value('--connlimit-above'),
				upTo: value('--connlimit-upto'),
				per: value('--connlimit-mask') === '0' ? 'all' : 'source',
			});
		case 'statistic': {
			const chance = Number(value('--probability') ?? 0.5);
			// Every packet, or none.
			if (chance >= 1 || chance <= 0) {
				const not = options.some(option => option.name === '--probability' && option.not);
				return chance >= 1 === not ? [{is: 'never'}] : [];
			}
			return [limitOf('chance', 'all')];
		}
		default:
			return readRecent(options);
	}
}

/** A limit of connections: the packet's own counts, so that none above 0 is allowed, and none up to 0 there is. */
export function connectionLimit({
	above,
	upTo,
	per,
}: {
	readonly above: string | undefined;
	readonly upTo: string | undefined;
	readonly per: Limit['per'];
}): readonly Condition[] {
	const most = Number(above ?? upTo ?? Number.NaN);
	if (most === 0) return above === undefined ? [{is: 'never'}] : [];
	return [{is: 'limit', limit: {what: 'connections', per, ...(Number.isFinite(most) ? {most} : {})}}];
}

const unknownList = (): Words => ({
	en: "who is on the list of -m recent can't be told",
	zh: '无法确定 -m recent 的名单中有哪些地址',
});

/**
 * `recent` keeps a list of addresses: `--set` always matches; `--update` and `--rcheck` with `--hitcount` match who came
 * too often; without a hit count they match whoever is on the list, which a rule set doesn't tell.
 */
function readRecent(options: readonly Option[]): readonly Condition[] {
	const has = (name: string): boolean => options.some(option => option.name === name);
	const not = options.some(option => option.not);
	if (has('--set')) return not ? [{is: 'never'}] : [];
	if (has('--remove') || !has('--hitcount') || not) return [{is: 'unknown', why: unknownList}];
	const count = (name: string): number => Number(options.find(option => option.name === name)?.values[0] ?? Number.NaN);
	const rate = count('--hitcount') / count('--seconds');
	return [limitOf('recent', 'source', Number.isFinite(rate) ? rate : undefined)];
}
