import type {Asker} from './asked-setting.ts';
import {seen} from './check-form.ts';
import {defaultProtocol, defaultTiming, type Settings} from './settings.ts';
import {say} from './words.ts';

const timing = (settings: Settings) =>
	defaultTiming(settings.product ?? 'clb', settings.protocol ?? defaultProtocol(settings.port ?? 80));

/** How to ask for the times and thresholds of the health check. */
export const timingQuestions = {
	timeoutS: settings => ({
		label: say({en: 'Timeout', zh: '超时时间'}),
		question: say({en: 'After how many seconds does a probe time out?', zh: '探测多少秒后超时？'}),
		help: seen(
			settings,
			{en: 'Response Timeout', zh: '响应超时时间'},
			{en: `The default is ${timing(settings).timeoutS}.`, zh: `默认为 ${timing(settings).timeoutS}。`},
		),
		suggestion: `${settings.timeoutS ?? timing(settings).timeoutS}`,
	}),
	intervalS: settings => ({
		label: say({en: 'Interval', zh: '检查间隔'}),
		question: say({en: 'How many seconds are there between two probes?', zh: '两次探测间隔多少秒？'}),
		help: seen(
			settings,
			{en: 'Health Check Interval', zh: '健康检查间隔时间'},
			{en: `The default is ${timing(settings).intervalS}.`, zh: `默认为 ${timing(settings).intervalS}。`},
		),
		suggestion: `${settings.intervalS ?? timing(settings).intervalS}`,
	}),
	healthyThreshold: settings => ({
		label: say({en: 'Healthy threshold', zh: '健康阈值'}),
		question: say({
			en: 'How many good probes in a row make a backend healthy?',
			zh: '连续成功多少次探测后，后端服务器变为正常？',
		}),
		help: seen(
			settings,
			{en: 'Healthy Threshold', zh: '健康检查健康阈值'},
			{en: `The default is ${timing(settings).healthyThreshold}.`, zh: `默认为 ${timing(settings).healthyThreshold}。`},
		),
		suggestion: `${settings.healthyThreshold ?? timing(settings).healthyThreshold}`,
	}),
	unhealthyThreshold: settings => ({
		label: say({en: 'Unhealthy threshold', zh: '不健康阈值'}),
		question: say({
			en: 'How many bad probes in a row make a backend unhealthy?',
			zh: '连续失败多少次探测后，后端服务器变为异常？',
		}),
		help: seen(
			settings,
			{en: 'Unhealthy Threshold', zh: '健康检查不健康阈值'},
			{
				en: `The default is ${timing(settings).unhealthyThreshold}.`,
				zh: `默认为 ${timing(settings).unhealthyThreshold}。`,
			},
		),
		suggestion: `${settings.unhealthyThreshold ?? timing(settings).unhealthyThreshold}`,
	}),
} satisfies Readonly<Record<string, Asker>>;
