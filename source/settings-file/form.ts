import {z} from 'zod/mini';
import type {Words} from '../engine/words.ts';

/** What a value has to be, where its kind alone doesn't say it. */
const allowed = {
	option: {en: 'must be a text, a number or a list of texts', zh: '必须是文本、数字或文本列表'},
	reason: {en: 'must say why, in a few words', zh: '必须用几个字说明原因'},
	until: {en: 'must be a date such as 2027-01-31', zh: '必须是日期，例如 2027-01-31'},
} as const satisfies Readonly<Record<string, Words>>;

const text = z.string();

/** The form of a settings file. What is wrong with one, `issueWords` says. */
export const form = z.strictObject({
	targets: z.optional(z.record(text, z.record(text, z.union([text, z.number(), z.array(text)], allowed.option.en)))),
	suppress: z.optional(
		z.array(
			z.strictObject({
				code: text,
				reason: text.check(z.minLength(1, allowed.reason.en)),
				until: z.iso.date(allowed.until.en),
			}),
		),
	),
});

/** What zod found wrong. */
type Issue = {
	readonly path: readonly PropertyKey[];
	readonly message: string;
	readonly code?: string;
	readonly keys?: unknown;
};

/** What is wrong, with its place in the file. */
export const issueWords = (issue: Issue): Words => {
	const place = issue.path
		.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`))
		.join('');
	const {en, zh} = wrong(issue);
	return place === '' ? {en, zh} : {en: `${place}: ${en}`, zh: `${place}：${zh}`};
};

const wrong = ({path, message, code, keys}: Issue): Words => {
	if (code === 'unrecognized_keys' && Array.isArray(keys)) {
		const unknown = keys.map(key => JSON.stringify(key)).join(', ');
		return path.length === 0
			? {
					en: `${unknown} is not known here; there are targets and suppress`,
					zh: `${unknown} 在这里无法识别；可用的有 targets 和 suppress`,
				}
			: {
					en: `${unknown} is not known here; there are code, reason and until`,
					zh: `${unknown} 在这里无法识别；可用的有 code、reason 和 until`,
				};
	}

	const words = Object.values(allowed).find(({en}) => en === message);
	if (words !== undefined) return words;
	// zod's own messages are English.
	return path.length === 0
		? {en: `must be an object (${message})`, zh: '必须是对象'}
		: {en: `is missing or of the wrong kind (${message})`, zh: '缺失或类型不对'};
};
