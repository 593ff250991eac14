import type {ConfiguredWord, Detected} from './detected.ts';
import type {SettingQuestion} from './question.ts';
import {defaultProtocol, type Settings, settings as table} from './settings.ts';
import {say} from './words.ts';

type Choice = NonNullable<SettingQuestion['choices']>[number];

/** More are not offered: they can be typed. */
const most = 5;

/** The default of the load balancer where no domain is set. */
export const noDomain = '$_ip';

const theDefault = {en: 'the load balancer’s default', zh: '负载均衡的默认值'};

const checkedPort = ({checkPort, port}: Settings): number | undefined => checkPort ?? port;

/** Whether the check is one of HTTP, as far as is known. */
const isHttp = (settings: Settings): boolean => {
	const protocol = settings.protocol ?? defaultProtocol(checkedPort(settings) ?? 0);
	return protocol === 'http' || protocol === 'https';
};

const wordsFor = (
	words: readonly ConfiguredWord[],
	settings: Settings,
	isAllowed: (word: string) => boolean,
): readonly ConfiguredWord[] => {
	const here = words.filter(({port, word}) => port === checkedPort(settings) && isAllowed(word));
	const once = here.filter(({word}, index) => here.findIndex(one => one.word === word) === index);
	return isHttp(settings) ? once.slice(0, most) : [];
};

/** The pages for health checks that the configuration has on the checked port. */
export const pagesFor = (settings: Settings, {pages}: Detected): readonly ConfiguredWord[] =>
	wordsFor(pages, settings, word => word !== '/' && 'value' in table.path.read(word));

/** The names that the checked port serves. */
export const namesFor = (settings: Settings, {names}: Detected): readonly ConfiguredWord[] =>
	wordsFor(names, settings, word => 'value' in table.domain.read(word));

/** The pages as choices, with the load balancer's own default as the last one; none where none was found. */
export const pathChoices = (settings: Settings, detected: Detected): readonly Choice[] => {
	const pages = pagesFor(settings, detected);
	if (pages.length === 0) return [];
	return [
		...pages.map(({word, at}) => ({value: word, label: word, hint: at})),
		{value: '/', label: '/', hint: say(theDefault)},
	];
};

/** No domain, which is the default, and the names; none where none was found. */
export const domainChoices = (settings: Settings, detected: Detected): readonly Choice[] => {
	const names = namesFor(settings, detected);
	if (names.length === 0) return [];
	return [
		{value: noDomain, label: say({en: 'None is set', zh: '未设置'}), hint: say(theDefault)},
		...names.map(({word, at}) => ({value: word, label: word, hint: at})),
	];
};
