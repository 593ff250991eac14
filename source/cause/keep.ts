import type {Remedy} from '../engine/result.ts';

/** How a remedy lasts over a reboot: in words for its summary, and as a command where one does it. */
export type Keep = {readonly words: string; readonly keep?: NonNullable<Remedy['keep']>};

/** How most of them begin. */
export const untilReboot = 'It lasts until reboot';
