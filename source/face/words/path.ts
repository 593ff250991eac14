import type {PathStation, StationName, StationState} from '../../engine/path.ts';
import {say, type Words} from '../../engine/words.ts';
import type {Line, Mark} from './line.ts';

const states: Readonly<Record<StationState, {readonly mark: Mark; readonly words: Words}>> = {
	coming: {mark: 'note', words: {en: 'not looked at yet', zh: '尚未查看'}},
	passes: {mark: 'ok', words: {en: 'in order', zh: '正常'}},
	risk: {mark: 'risk', words: {en: 'at risk', zh: '有风险'}},
	fails: {mark: 'problem', words: {en: 'fails', zh: '故障'}},
	unknown: {mark: 'unknown', words: {en: 'not known', zh: '无法判断'}},
	'not-needed': {mark: 'skipped', words: {en: 'not needed', zh: '不需要'}},
};

const names: Readonly<Record<StationName, Words>> = {
	balancer: {en: 'balancer', zh: '负载均衡'},
	route: {en: 'route', zh: '路由'},
	filter: {en: 'filter', zh: '过滤'},
	listener: {en: 'listener', zh: '监听'},
	load: {en: 'load', zh: '负载'},
	queue: {en: 'queue', zh: '队列'},
	answer: {en: 'answer', zh: '应答'},
	time: {en: 'time', zh: '时限'},
};

/**
 * The probe's path: a line of stations, under it the codes of what is in the way. Who hears it gets the same as a
 * sentence. Empty where there is no path yet.
 */
export const pathLines = (path: readonly PathStation[]): readonly Line[] => {
	if (path.length === 0) return [];
	const told = path.map(station => say(toldWords(station)));
	const codes = path.flatMap(({name, state, code}) =>
		code === undefined
			? []
			: [{text: say({en: `${names[name].en}: ${code}`, zh: `${names[name].zh}：${code}`}), mark: states[state].mark}],
	);
	return [
		{
			text: say({en: `The probe’s path: ${told.join(', ')}.`, zh: `探测路径：${told.join('、')}。`}),
			drawn: [
				{pieces: path.map(({name, state}) => ({text: say(names[name]), mark: states[state].mark})), between: 'arrow'},
				...(codes.length === 0 ? [] : [{pieces: codes, between: 'blanks'} as const]),
			],
		},
	];
};

const toldWords = ({name, state, code}: PathStation): Words => {
	const {words} = states[state];
	return {
		en: `${names[name].en} ${words.en}${code === undefined ? '' : ` (${code})`}`,
		zh: `${names[name].zh}（${words.zh}${code === undefined ? '' : `，${code}`}）`,
	};
};
