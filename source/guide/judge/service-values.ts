import type {Values} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import {unitOf} from '../../fact/service-log.ts';
import type {ServiceProcess} from '../../fact/service-process.ts';

/** The process and the unit of the service, for the words of a cause; nothing where they aren't known. */
export const serviceValues = (service: Known<readonly ServiceProcess[]>, pid?: number): Values => {
	const all = service.known ? service.value : [];
	const one = all.find(process => process.pid === pid) ?? all[0];
	if (!one) return {};
	const unit = unitOf(one);
	return {process: `${one.name} (pid ${one.pid})`, pid: `${one.pid}`, ...(unit !== undefined && {unit})};
};

/** A share as a percentage in whole numbers. */
export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A number of kB (of 1024 bytes) in a unit that a person reads at a glance. */
export const size = (kb: number): string => {
	if (kb < 1024) return `${Math.round(kb)} kB`;
	return kb < 1024 * 1024 ? `${Math.round(kb / 1024)} MB` : `${(kb / 1024 / 1024).toFixed(1)} GB`;
};
