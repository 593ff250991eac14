import type {Remedy} from '../engine/result.ts';
import type {Words} from '../engine/words.ts';

/** How a remedy lasts over a reboot: in words for its summary, and as a command where one does it. */
export type Keep = {readonly words: Words; readonly keep?: NonNullable<Remedy['keep']>};

/** How most of them begin. */
export const untilReboot: Words = {en: 'It lasts until reboot', zh: '重启主机后失效'};
