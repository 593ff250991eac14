import type {Platform} from '../engine/target.ts';

/** The platform of the local host. */
export const platform: Platform = process.platform === 'win32' ? 'windows' : 'linux';
