/**
 * A Chinese sentence with values in it. A blank stands between Chinese and Latin words, and none between two Chinese ones:
 * a template is written as for a Latin value, and the blank beside a value goes where that value is Chinese itself.
 */
export const chinese = (parts: TemplateStringsArray, ...values: ReadonlyArray<string | number>): string =>
	parts.reduce((text, part, index) => joined(joined(text, String(values[index - 1] ?? '')), part));

const [endsInChinese, startsInChinese] = [/[\p{Script=Han}，。：；、（）] ?$/u, /^ ?[\p{Script=Han}，。：；、（）]/u];

const joined = (left: string, right: string): string =>
	endsInChinese.test(left) && startsInChinese.test(right) ? `${left.trimEnd()}${right.trimStart()}` : `${left}${right}`;
