import type {Clock} from '../../engine/clock.ts';
import type {Command, Observation} from '../../engine/command.ts';
import {equivalentCommand} from '../../engine/equivalent.ts';
import type {Here, Host} from '../../engine/host.ts';
import type {ProbeObservation, ProbeShape} from '../../engine/probe.ts';
import {notRecorded} from '../../engine/prober-words.ts';
import {say} from '../../engine/words.ts';
import type {Happening} from '../recording/format.ts';
import {clockKey, commandKey, probeKey, waitKey} from '../recording/keys.ts';
import type {Recorded, Recording} from '../recording/read.ts';
import {Timeline} from './timeline.ts';

type Of<Kind extends Happening['is']> = Extract<Happening, {readonly is: Kind}>;

/** A host that is a recording: it answers as the real one did then, and knows nothing else. */
export class ReplayHost implements Host {
	readonly where: string;
	readonly clock: Clock;
	readonly mindsModules?: boolean;
	readonly runInTurn?: NonNullable<Host['runInTurn']>;
	readonly here?: Here;
	readonly probeInTurn?: NonNullable<Host['probeInTurn']>;
	readonly #recording: Recording;
	readonly #timeline: Timeline;
	readonly #lastRound: number;
	/** Round 0 is what was looked at before it was known what to judge. */
	#round = 0;
	#asked = new Map<string, number>();

	constructor(where: string, recording: Recording) {
		const {header, happenings} = recording;
		this.where = where;
		this.#recording = recording;
		this.#timeline = new Timeline(new Date(header.startedAt));
		this.#lastRound = Math.max(0, ...[...happenings.values()].flatMap(rounds => [...rounds.keys()]));
		if (header.mindsModules !== undefined) this.mindsModules = header.mindsModules;
		if (header.inTurn === true) this.runInTurn = commands => commands.map(this.run);
		if (header.probesInTurn === true)
			this.probeInTurn = (shape, times) => Array.from({length: times}, () => this.probe(shape));
		if (header.hereAddresses) this.here = {addresses: header.hereAddresses, probe: shape => this.#probe(shape, 'here')};
		this.clock = {
			...this.#timeline,
			now: () => this.#take('clock', clockKey)?.happening.toMs ?? this.#timeline.now(),
			wait: async (milliseconds, signal) => {
				const recorded = this.#take('wait', waitKey(milliseconds));
				return recorded === undefined
					? this.#timeline.wait(milliseconds, signal)
					: this.#timeline.until({...ending(recorded), signal});
			},
		};
	}

	readonly run = async (command: Command): Promise<Observation> => {
		const recorded = this.#take('command', commandKey(command));
		if (recorded === undefined) return nothing(command);
		await this.#timeline.until(ending(recorded));
		return {...recorded.happening.observation, command};
	};

	readonly probe = (shape: ProbeShape): Promise<ProbeObservation> => this.#probe(shape);

	async #probe(shape: ProbeShape, seat?: 'here'): Promise<ProbeObservation> {
		const recorded = this.#take('probe', probeKey(shape, seat));
		if (recorded !== undefined) {
			await this.#timeline.until(ending(recorded));
			return recorded.happening.observation;
		}

		return {
			...nothing(equivalentCommand(shape)),
			shape,
			reply: {outcome: 'cancelled', detail: notRecorded.en, totalMs: 0},
		};
	}

	/** The next round, as long as there is one; else the last one over again. */
	readonly lookAgain = (): void => {
		this.#round = Math.min(this.#round + 1, Math.max(1, this.#lastRound));
		this.#asked = new Map();
	};

	#take<Kind extends Happening['is']>(
		kind: Kind,
		key: string,
	): (Recorded & {readonly happening: Of<Kind>}) | undefined {
		const nth = this.#asked.get(key) ?? 0;
		this.#asked.set(key, nth + 1);
		const found = this.#sought(key).find(({happening}) => happening.nth === nth);
		return found === undefined || !isOf(kind, found) ? undefined : found;
	}

	/** In this round, or in the nearest one in which it was asked for: later ones first, then what was known before. */
	#sought(key: string): readonly Recorded[] {
		const rounds = this.#recording.happenings.get(key);
		if (rounds === undefined) return [];
		const numbers = [...rounds.keys()].sort((one, other) => one - other);
		const round = numbers.find(number => number >= this.#round) ?? numbers.at(-1);
		return (round === undefined ? undefined : rounds.get(round)) ?? [];
	}
}

const isOf = <Kind extends Happening['is']>(
	kind: Kind,
	recorded: Recorded,
): recorded is Recorded & {readonly happening: Of<Kind>} => recorded.happening.is === kind;

const ending = ({happening, place}: Recorded) => ({atMs: happening.toMs, place});

const nothing = (command: Command): Observation => ({
	command,
	stdout: '',
	stderr: `${say(notRecorded)}\n`,
	durationMs: 0,
	failure: 'not-recorded',
});
