import type {Command} from '../../engine/command.ts';
import {maskValue, maskWords} from '../../engine/mask.ts';
import type {ProbeShape} from '../../engine/probe.ts';

/** What one command is found again by, also when its words hold secrets. */
export const commandKey = ({file, args}: Command): string => JSON.stringify(maskWords([file, ...args]));

/** The same of a probe; one that the machine where the program ran sent is another one. */
export const probeKey = (shape: ProbeShape, seat?: 'here'): string =>
	`probe ${seat ?? ''}${JSON.stringify(Object.entries(shape).sort(), (key, value) => maskValue(key, value))}`;

/** What all looks at the clock are found again by. */
export const clockKey = 'clock';

/** The same of a wait. */
export const waitKey = (milliseconds: number): string => `wait ${milliseconds}`;
