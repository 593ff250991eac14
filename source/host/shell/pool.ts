import {setTimeout as pause} from 'node:timers/promises';
import type {Command, Failure, Observation} from '../../engine/command.ts';
import {say} from '../../engine/words.ts';
import type {Channel, Ended} from './channel.ts';
import {orAborted} from './or-aborted.ts';
import {isLong} from './script.ts';

/** How a pool gets its shells, and what it does without. */
export type PoolOptions = {
	readonly open: () => Channel;
	/** The most shells at a time; a server may allow fewer (sshd_config(5), MaxSessions). */
	readonly most: number;
	/** All shells are gone, and nobody ended them here. Says whether one may be opened now, perhaps after a while. */
	readonly lost: (ended: Ended) => Promise<'again' | 'give-up'>;
	/** The shells that couldn't be opened again are gone; others take their place from now on. */
	readonly impoverished?: () => void;
	/** Why a command was not run, when there are no shells any more: said to the person. */
	readonly why: () => string;
};

/** So many quick commands wait for one shell before another one is worth its price. */
const crowd = 3;

/**
 * A few shells that run commands side by side, one after the other in each. Looking can be done again, so a command whose
 * shell was lost is run by another one.
 */
export class Pool {
	readonly #options: PoolOptions;
	#channels: Channel[] = [];
	/** Shells that only find out whether the line answers. */
	readonly #scouts = new Set<Channel>();
	#most: number;
	/** Whether no other ones can be opened as these were. */
	#areDear = false;
	#isClosed = false;
	#isGivenUp = false;
	#recovery: Promise<'again' | 'give-up'> | undefined;

	constructor(options: PoolOptions) {
		this.#options = options;
		this.#most = options.most;
	}

	/** Whether all shells are gone, and no other ones are opened until somebody asks. */
	get isGivenUp(): boolean {
		return this.#isGivenUp;
	}

	/** Takes a shell in that was opened elsewhere. */
	take(channel: Channel): void {
		channel.lineAnswers = () => this.#lineAnswers();
		this.#channels.push(channel);
	}

	/** Opens all shells that there may be: each takes a moment to come, and many commands are about to be run. */
	fill(): void {
		while (!this.#areDear && this.#channels.length < this.#most) this.#add();
	}

	/** Drops all shells, and opens none in their place until somebody asks. */
	abandon(): void {
		for (const channel of [...this.#channels, ...this.#scouts]) channel.kill();
		this.#channels = [];
	}

	/** Uses these instead of all that there were, as long as one of them is left: others would have fewer rights. */
	replace(channels: readonly Channel[]): void {
		for (const channel of this.#channels) channel.close();
		this.#channels = [];
		for (const channel of channels) this.take(channel);
		this.#areDear = true;
	}

	async run(command: Command, signal?: AbortSignal): Promise<Observation> {
		const kind = isLong(command) ? 'long' : 'quick';
		for (let tries = 0; tries < mostTries; ) {
			if (signal?.aborted === true) return nothing(command, 'cancelled', '');
			if (this.#isClosed || this.#isGivenUp) return this.#unreachable(command);
			const channel = this.#channelFor(kind);
			const observation = await channel.run(command, signal);
			if (observation !== undefined) return observation;
			if ((await orAborted(this.#recover(channel), signal)) === 'give-up') return this.#unreachable(command);
			// What waited behind another command is not to blame for the end of the shell.
			if (channel.ranLast === command || !channel.wasReady) tries++;
		}

		return nothing(
			command,
			'cancelled',
			say({en: 'each shell ended while this ran', zh: '每个 shell 都在运行该命令时结束'}),
		);
	}

	/** After shells were given up for lost: the next command tries again. */
	revive(): void {
		this.#isGivenUp = false;
	}

	/** Runs commands one after the other in one shell, all of them sent at once. */
	runInTurn(commands: readonly Command[], signal?: AbortSignal): readonly Promise<Observation>[] {
		if (this.#isClosed || this.#isGivenUp) return commands.map(async command => this.#unreachable(command));
		const channel = this.#channelFor('quick');
		return commands.map(async command => (await channel.run(command, signal)) ?? this.run(command, signal));
	}

	close(): void {
		this.#isClosed = true;
		this.abandon();
	}

	/** Long commands get a shell of their own, as long as there may be another one. */
	#channelFor(kind: 'quick' | 'long'): Channel {
		this.#channels = this.#channels.filter(({isOver}) => !isOver);
		const idlest = this.#channels.toSorted((one, other) => burden(one) - burden(other))[0];
		// Without the dear ones, others are better than none.
		if (idlest === undefined) this.#cheapen();
		const isFull = this.#areDear || this.#channels.length >= this.#most;
		if (idlest !== undefined && (isFull || idlest.load < (kind === 'long' ? 1 : crowd))) return idlest;
		return this.#add();
	}

	#add(): Channel {
		const channel = this.#options.open();
		this.take(channel);
		return channel;
	}

	/** A new shell is greeted, or refused: either is an answer, however long it takes. */
	async #lineAnswers(): Promise<void> {
		const channel = this.#options.open();
		this.#scouts.add(channel);
		await channel.greeted;
		this.#scouts.delete(channel);
		channel.kill();
	}

	#cheapen(): void {
		if (!this.#areDear) return;
		this.#areDear = false;
		this.#options.impoverished?.();
	}

	#unreachable(command: Command): Observation {
		return nothing(command, 'unreachable', this.#options.why());
	}

	/** What to do after a shell has ended: one that was ended here, for a command that hung, is simply replaced. */
	async #recover(channel: Channel): Promise<'again' | 'give-up'> {
		if (this.#recovery !== undefined) return this.#recovery;
		if (channel.wasKilled) return 'again';
		// Those that go down with the same line are gone in a moment.
		await pause(settleMs);
		if (this.#isClosed) return 'give-up';
		const others = this.#channels.filter(({isReady}) => isReady);
		if (others.length > 0) {
			// A server that allows no more shells at a time refuses the newest one.
			if (!channel.wasReady) this.#most = others.length;
			return 'again';
		}

		this.#recovery ??= channel.ended.then(this.#options.lost).then(outcome => {
			this.#recovery = undefined;
			// The next command would begin the same search; it is for a person to say that it is worth it.
			this.#isGivenUp = outcome === 'give-up';
			if (outcome === 'again') this.#cheapen();
			return outcome;
		});
		return this.#recovery;
	}
}

const nothing = (command: Command, failure: Failure, why: string): Observation => ({
	command,
	stdout: '',
	stderr: why,
	durationMs: 0,
	failure,
});

/** Shells on one line end together, but not in the same moment; in milliseconds. */
const settleMs = 200;

/** How long a command would have to wait here: a shell that has to come first takes about as long as some commands. */
const burden = ({load, isReady}: Channel): number => load + (isReady ? 0 : 8);

/** A command that ends its shell, whatever it is, isn't tried for ever. */
const mostTries = 4;
