import type {Settings} from './settings.ts';
import {listed, verbatim, type Words} from './words.ts';

/** The settings that say something only together with another one. */
type Dependent = 'protocol' | 'sources' | 'method';

/**
 * The settings that don't outlive another answer to one: protocols, sources and methods are a load balancer's own, and
 * UDP is said together with its port.
 */
const dependents = (known: Settings, name: keyof Settings): readonly Dependent[] => {
	if (name === 'product') return ['protocol', 'sources', 'method'];
	return name === 'port' && known.protocol === 'udp' ? ['protocol'] : [];
};

/** Those of them that were said. */
export const voidWith = (known: Settings, name: keyof Settings): readonly Dependent[] =>
	dependents(known, name).filter(other => known[other] !== undefined);

/** The settings without those that another answer to `name` makes void. */
export const withoutVoid = (known: Settings, name: keyof Settings): Settings => {
	const gone: ReadonlySet<string> = new Set(voidWith(known, name));
	return Object.fromEntries(Object.entries(known).filter(([other]) => !gone.has(other)));
};

/** A setting's value as a person reads it; undefined where it was not said. */
export const settingText = (known: Settings, name: keyof Settings): Words | undefined => {
	const value = known[name];
	if (value === undefined) return undefined;
	if (value === null) return {en: 'none set', zh: '未设置'};
	const isWord = name === 'product' || name === 'protocol' || name === 'method';
	return isWord ? verbatim(`${value}`.toUpperCase()) : listed([value].flat().map(one => verbatim(`${one}`)));
};
