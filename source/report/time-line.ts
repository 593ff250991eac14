import {type Moment, momentsOf} from './moment.ts';
import type {Told} from './told.ts';

/** It is put in words when it is asked for: another language may be spoken by then. */
export const timeLineOf = (told: readonly Told[]): readonly Moment[] =>
	told.flatMap(({at, event}) => momentsOf(event, at));
