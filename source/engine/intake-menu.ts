import type {Detected} from './detected.ts';
import {origins} from './origins.ts';
import type {Pace, SettingQuestion} from './question.ts';
import {type AskableName, askFor} from './setting-question.ts';
import {completeTarget, type Settings} from './settings.ts';
import {isLayer7, type Target} from './target.ts';
import {say, type Words} from './words.ts';

/** Each setting's present value; what is changed most often comes first. */
const valuesOf = (target: Target): ReadonlyArray<readonly [AskableName, string]> => {
	const {healthCheck: check} = target;
	return [
		...(isLayer7(target)
			? ([
					['path', check.path],
					['domain', check.domain ?? say({en: 'none set', zh: '未设置'})],
					['method', check.method.toUpperCase()],
					['codes', check.codes.join(', ')],
				] as const)
			: []),
		['protocol', check.protocol.toUpperCase()],
		[
			'checkPort',
			check.port === target.port
				? say({en: `${check.port} (the backend port)`, zh: `${check.port}（后端端口）`})
				: `${check.port}`,
		],
		['timeoutS', inSeconds(check.timeoutS)],
		['intervalS', inSeconds(check.intervalS)],
		['healthyThreshold', `${check.healthyThreshold}`],
		['unhealthyThreshold', `${check.unhealthyThreshold}`],
		['backend', target.backend],
		['port', `${target.port}`],
		['sources', target.sources.join(', ')],
		['product', target.product.toUpperCase()],
	];
};

/** The target as far as it can be shown. The platform doesn't matter to what is shown here. */
const shown = (settings: Settings): Target | undefined => {
	const complete = completeTarget(settings, 'linux');
	return 'target' in complete ? complete.target : undefined;
};

/**
 * Shows the settings and asks whether they are right, and how to go on; the pace that is wanted comes first.
 */
export const confirmation = (
	settings: Settings,
	{detected, wanted = 'problems'}: {readonly detected: Detected; readonly wanted?: Pace | undefined},
): SettingQuestion => {
	const target = shown(settings);
	const starts = [
		{
			value: 'problems',
			label: say({en: 'Yes, start', zh: '是，开始'}),
			hint: say({en: 'it stops only at problems', zh: '只在有问题时停下'}),
		},
		{
			value: 'guided',
			label: say({en: 'Yes, step by step', zh: '是，逐步进行'}),
			hint: say({en: 'Enter runs each step', zh: '按 Enter 执行每一步'}),
		},
		{
			value: 'all',
			label: say({en: 'Yes, all at once', zh: '是，一次完成'}),
			hint: say({en: 'straight to the verdict', zh: '直接给出结论'}),
		},
	];
	return {
		id: 'start',
		question: say({en: 'Is this what the load balancer is set to?', zh: '负载均衡的配置是这样吗？'}),
		help: target === undefined ? '' : [...listing(target), ...origins(target, detected)].join('\n'),
		choices: [
			...starts.filter(({value}) => value === wanted),
			...starts.filter(({value}) => value !== wanted),
			{value: 'change', label: say({en: 'No, change a setting', zh: '否，修改某项设置'})},
		],
		suggestion: wanted,
	};
};

const listing = (target: Target): readonly string[] => {
	const {backend, port, product, sources, healthCheck: check} = target;
	const [protocol, method] = [check.protocol, check.method].map(word => word.toUpperCase());
	const domain =
		check.domain === null
			? {en: 'no domain set', zh: '未设置域名'}
			: {en: `domain ${check.domain}`, zh: `域名 ${check.domain}`};
	const note = codesNote(target);
	const rows: readonly Words[] = [
		{
			en: `${product.toUpperCase()} › ${backend}:${port}, probed from ${sources.join(', ')}`,
			zh: `${product.toUpperCase()} › ${backend}:${port}，探测来源 ${sources.join('、')}`,
		},
		isLayer7(target)
			? {
					en: `Check: ${protocol} ${method} ${check.path} on port ${check.port}, ${domain.en}`,
					zh: `检查：${protocol} ${method} ${check.path}，端口 ${check.port}，${domain.zh}`,
				}
			: {en: `Check: ${protocol} on port ${check.port}`, zh: `检查：${protocol}，端口 ${check.port}`},
		...(isLayer7(target)
			? [
					{
						en: `Accepted: ${check.codes.join(', ')}${note.en}`,
						zh: `接受的状态码：${check.codes.join('、')}${note.zh}`,
					},
				]
			: []),
		{
			en: `Timing: timeout ${check.timeoutS} s, interval ${check.intervalS} s, thresholds ${check.healthyThreshold} healthy, ${check.unhealthyThreshold} unhealthy`,
			zh: `时间：超时 ${check.timeoutS} 秒，间隔 ${check.intervalS} 秒，健康阈值 ${check.healthyThreshold}，不健康阈值 ${check.unhealthyThreshold}`,
		},
	];
	return rows.map(say);
};

const codesNote = ({product, healthCheck}: Target): Words =>
	product === 'clb' && healthCheck.codes.join() === 'http_2xx'
		? {
				en: ' (the API’s default; a listener made in the console accepts http_3xx too)',
				zh: '（API 的默认值；控制台创建的监听也接受 http_3xx）',
			}
		: {en: '', zh: ''};

const inSeconds = (seconds: number): string => say({en: `${seconds} s`, zh: `${seconds} 秒`});

/** The list of settings to change one of. */
export const settingsMenu = (settings: Settings, detected: Detected): SettingQuestion => {
	const target = shown(settings);
	return {
		id: 'change',
		question: say({en: 'Which setting is different?', zh: '哪项设置不同？'}),
		help: '',
		choices: [
			...(target === undefined ? [] : valuesOf(target)).map(([name, value]) => ({
				value: name,
				label: askFor(name, settings, detected).label,
				hint: value,
			})),
			{value: 'done', label: say({en: 'None of them', zh: '都没有'})},
		],
	};
};
