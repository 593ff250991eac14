import {systemClock} from '../../engine/clock.ts';
import type {Command} from '../../engine/command.ts';
import type {Here, Host} from '../../engine/host.ts';
import type {ProbeShape} from '../../engine/probe.ts';
import type {Platform, Target} from '../../engine/target.ts';
import type {Words} from '../../engine/words.ts';
import {type Moment, schemaNumber} from '../recording/format.ts';
import {clockKey, commandKey, probeKey, waitKey} from '../recording/keys.ts';
import type {RecordingFile} from './file.ts';

/** A host whose every answer is written down as it comes. */
export class RecordingHost implements Host {
	readonly where: string;
	readonly #host: Host;
	readonly #file: RecordingFile;
	readonly #began = systemClock.now();
	#round = 0;
	#asked = new Map<string, number>();
	/** What the host has, this one has too: whether a method is there tells the walk how to ask. */
	readonly mindsModules?: boolean;
	readonly runInTurn?: NonNullable<Host['runInTurn']>;
	readonly probeInTurn?: NonNullable<Host['probeInTurn']>;
	readonly hear?: NonNullable<Host['hear']>;
	readonly wayBack?: NonNullable<Host['wayBack']>;
	readonly here?: Here;

	constructor(
		host: Host,
		file: RecordingFile,
		{platform, version}: {readonly platform: Platform; readonly version: string},
	) {
		this.#host = host;
		this.#file = file;
		this.where = host.where;
		const {mindsModules, runInTurn, probeInTurn, hear, wayBack, here} = host;
		if (mindsModules !== undefined) this.mindsModules = mindsModules;
		if (runInTurn)
			this.runInTurn = (commands, signal) => {
				const notes = commands.map(command => this.#ofCommand(command));
				return runInTurn(commands, signal).map((answer, index) => answer.then(notes[index]));
			};
		if (probeInTurn)
			this.probeInTurn = (shape, times, signal) =>
				probeInTurn(shape, times, signal).map(answer => answer.then(this.#ofProbe(shape)));
		if (hear) this.hear = hear;
		if (wayBack) this.wayBack = wayBack;
		if (here)
			this.here = {
				addresses: here.addresses,
				probe: async (shape, signal) => {
					const note = this.#ofProbe(shape, 'here');
					return note(await here.probe(shape, signal));
				},
			};
		file.write({
			is: 'recording',
			schema: schemaNumber,
			tool: {name: 'slb-wizard', version},
			startedAt: systemClock.date().toISOString(),
			where: host.where,
			platform,
			...(mindsModules === undefined ? {} : {mindsModules}),
			...(runInTurn ? {inTurn: true} : {}),
			...(probeInTurn ? {probesInTurn: true} : {}),
			...(here ? {hereAddresses: [...here.addresses]} : {}),
		});
	}

	/** Why the recording ended before the run; undefined when it didn't. */
	get problem(): Words | undefined {
		return this.#file.problem;
	}

	/** Notes what is judged. What was looked at before, to find that out, is another round. */
	aim(target: Target, witnessS: number | undefined): void {
		this.#file.write({is: 'target', target, ...(witnessS === undefined ? {} : {witnessS})});
		this.lookAgain();
	}

	readonly run: Host['run'] = async (command, signal) => {
		const note = this.#ofCommand(command);
		return note(await this.#host.run(command, signal));
	};

	readonly probe: Host['probe'] = async (shape, signal) => {
		const note = this.#ofProbe(shape);
		return note(await this.#host.probe(shape, signal));
	};

	readonly clock = {
		...systemClock,
		// What is made of it is said in words, such as “in 0.4 s”: the recording has to say the same.
		now: (): number => {
			const moment = this.#ask(clockKey)();
			this.#file.write({is: 'clock', ...moment});
			return moment.toMs;
		},
		wait: async (milliseconds: number, signal: AbortSignal): Promise<void> => {
			const moment = this.#ask(waitKey(milliseconds));
			await systemClock.wait(milliseconds, signal);
			this.#file.write({is: 'wait', ...moment(), milliseconds});
		},
	};

	readonly lookAgain = (): void => {
		this.#round++;
		this.#asked = new Map();
		this.#host.lookAgain?.();
	};

	readonly close = async (): Promise<void> => {
		this.#file.write({is: 'end'});
		this.#file.close();
		await this.#host.close?.();
	};

	#ofCommand(command: Command) {
		const moment = this.#ask(commandKey(command));
		return <T extends Awaited<ReturnType<Host['run']>>>(observation: T): T => {
			this.#file.write({is: 'command', ...moment(), observation: observation});
			return observation;
		};
	}

	#ofProbe(shape: ProbeShape, seat?: 'here') {
		const moment = this.#ask(probeKey(shape, seat));
		return <T extends Awaited<ReturnType<Host['probe']>>>(observation: T): T => {
			this.#file.write({is: 'probe', ...(seat === undefined ? {} : {seat}), ...moment(), observation: observation});
			return observation;
		};
	}

	/** Counts what is asked for; what comes back gives the moment at which that has ended. */
	#ask(key: string): () => Moment {
		const [round, nth, fromMs] = [this.#round, this.#asked.get(key) ?? 0, this.#sinceMs()];
		this.#asked.set(key, nth + 1);
		return () => ({round, nth, fromMs, toMs: this.#sinceMs()});
	}

	#sinceMs(): number {
		return Math.round((systemClock.now() - this.#began) * 10) / 10;
	}
}
