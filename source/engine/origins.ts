import {addressChoices} from './address-choices.ts';
import type {Detected} from './detected.ts';
import {namesFor, pagesFor} from './page-choices.ts';
import {portChoices} from './port-choices.ts';
import {isLayer7, type Target} from './target.ts';
import {settingsOf} from './target-settings.ts';
import {say} from './words.ts';

/** Where the settings were found, and what else was: rows beneath the settings that a person confirms. */
export const origins = (target: Target, detected: Detected): readonly string[] => {
	const {backend, healthCheck: check} = target;
	const settings = settingsOf(target);
	const socket = check.protocol === 'udp' ? `${check.port}/udp` : `${check.port}`;
	const listens = portChoices(detected).find(({value}) => value === socket)?.hint;
	const holds = addressChoices(detected).find(({value}) => value === backend)?.hint;
	const page = pagesFor(settings, detected).find(({word}) => word === check.path);
	const names = namesFor(settings, detected);
	const name = names.find(({word}) => word === check.domain);
	const found = [
		...(listens === undefined
			? []
			: [say({en: `Port ${check.port}: ${listens}`, zh: `端口 ${check.port}：${listens}`})]),
		...(holds === undefined ? [] : [say({en: `Address ${backend}: ${holds}`, zh: `地址 ${backend}：${holds}`})]),
		...(page === undefined ? [] : [say({en: `Path ${page.word}: ${page.at}`, zh: `路径 ${page.word}：${page.at}`})]),
		...(name === undefined ? [] : [say({en: `Domain ${name.word}: ${name.at}`, zh: `域名 ${name.word}：${name.at}`})]),
	];
	const [first, ...more] = isLayer7(target) && check.domain === null ? names : [];
	const {instanceId, region} = detected.server ?? {};
	return [
		...found,
		...(first === undefined
			? []
			: [
					say({
						en: `Port ${check.port} serves ${first.word} (${first.at})${more.length === 0 ? '' : ` and ${more.length} more`}; the check sends no domain`,
						zh: `端口 ${check.port} 服务于 ${first.word} (${first.at})${more.length === 0 ? '' : ` 等 ${more.length + 1} 个域名`}；健康检查不发送域名`,
					}),
				]),
		...(instanceId === undefined && region === undefined
			? []
			: [
					say({
						en: `This server: ${[instanceId, region].filter(Boolean).join(', ')} (metadata service)`,
						zh: `本服务器：${[instanceId, region].filter(Boolean).join('，')}（来自元数据服务）`,
					}),
				]),
	];
};
