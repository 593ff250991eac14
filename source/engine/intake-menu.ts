import type {Detected} from './detected.ts';
import type {Pace, SettingQuestion} from './event.ts';
import {origins} from './origins.ts';
import {type AskableName, askFor} from './setting-question.ts';
import {completeTarget, type Settings} from './settings.ts';
import {isLayer7, type Target} from './target.ts';

/** Each setting's present value; what is changed most often comes first. */
const valuesOf = (target: Target): ReadonlyArray<readonly [AskableName, string]> => {
	const {healthCheck: check} = target;
	return [
		...(isLayer7(target)
			? ([
					['path', check.path],
					['domain', check.domain ?? 'none set'],
					['method', check.method.toUpperCase()],
					['codes', check.codes.join(', ')],
				] as const)
			: []),
		['protocol', check.protocol.toUpperCase()],
		['checkPort', check.port === target.port ? `${check.port} (the backend port)` : `${check.port}`],
		['timeoutS', `${check.timeoutS} s`],
		['intervalS', `${check.intervalS} s`],
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
		{value: 'problems', label: 'Yes, start', hint: 'it stops only at problems'},
		{value: 'guided', label: 'Yes, step by step', hint: 'Enter runs each step'},
		{value: 'all', label: 'Yes, all at once', hint: 'straight to the verdict'},
	];
	return {
		id: 'start',
		question: 'Is this what the load balancer is set to?',
		help: target === undefined ? '' : [...listing(target), ...origins(target, detected)].join('\n'),
		choices: [
			...starts.filter(({value}) => value === wanted),
			...starts.filter(({value}) => value !== wanted),
			{value: 'change', label: 'No, change a setting'},
		],
		suggestion: wanted,
	};
};

const listing = (target: Target): readonly string[] => {
	const {backend, port, product, sources, healthCheck: check} = target;
	return [
		`${product.toUpperCase()} › ${backend}:${port}, probed from ${sources.join(', ')}`,
		isLayer7(target)
			? `Check: ${check.protocol.toUpperCase()} ${check.method.toUpperCase()} ${check.path} on port ${check.port}, ${
					check.domain === null ? 'no domain set' : `domain ${check.domain}`
				}`
			: `Check: ${check.protocol.toUpperCase()} on port ${check.port}`,
		...(isLayer7(target) ? [`Accepted: ${check.codes.join(', ')}${codesNote(target)}`] : []),
		`Timing: timeout ${check.timeoutS} s, interval ${check.intervalS} s, thresholds ${check.healthyThreshold} healthy, ${check.unhealthyThreshold} unhealthy`,
	];
};

const codesNote = ({product, healthCheck}: Target): string =>
	product === 'clb' && healthCheck.codes.join() === 'http_2xx'
		? ' (the API’s default; a listener made in the console accepts http_3xx too)'
		: '';

/** The list of settings to change one of. */
export const settingsMenu = (settings: Settings, detected: Detected): SettingQuestion => {
	const target = shown(settings);
	return {
		id: 'change',
		question: 'Which setting is different?',
		help: '',
		choices: [
			...(target === undefined ? [] : valuesOf(target)).map(([name, value]) => ({
				value: name,
				label: askFor(name, settings, detected).label,
				hint: value,
			})),
			{value: 'done', label: 'None of them'},
		],
	};
};
