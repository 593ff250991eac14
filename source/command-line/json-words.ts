import type {Words} from '../engine/words.ts';

/** What `--json` does for most commands. */
export const oneDocument: Words = {en: 'print one JSON document', zh: '输出一个 JSON 文档'};

/** What is printed where there is no end to wait for. */
export const eventLines: Words = {
	en: 'print one JSON line for each event, as it happens',
	zh: '每个事件发生时输出一行 JSON',
};
