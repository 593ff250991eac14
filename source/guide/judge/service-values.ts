import type {Values} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import {unitOf} from '../../fact/service-log.ts';
import type {ServiceProcess} from '../../fact/service-process.ts';

/** The process and the unit of the service, for the words of a cause; nothing where they aren't known. */
export const serviceValues = (service: Known<readonly ServiceProcess[]>, pid?: number): Values<Words> => {
	const all = service.known ? service.value : [];
	const one = all.find(process => process.pid === pid) ?? all[0];
	if (!one) return {};
	const unit = unitOf(one);
	return {process: verbatim(`${one.name} (pid ${one.pid})`), pid: `${one.pid}`, ...(unit !== undefined && {unit})};
};

/** Several things that are said in one sentence: `2 processors, 12 % busy`. */
export const clauses = (all: readonly Words[]): Words => ({
	en: all.map(({en}) => en).join(', '),
	zh: all.map(({zh}) => zh).join('，'),
});

/** A share as a percentage in whole numbers. */
export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A number of kB (of 1024 bytes) in a unit that a person reads at a glance. */
export const size = (kb: number): string => {
	if (kb < 1024) return `${Math.round(kb)} kB`;
	return kb < 1024 * 1024 ? `${Math.round(kb / 1024)} MB` : `${(kb / 1024 / 1024).toFixed(1)} GB`;
};
