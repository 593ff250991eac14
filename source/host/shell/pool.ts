import type {Command, Observation} from '../../engine/command.ts';
import {type Channel, type Ended, isLong} from './channel.ts';

/** How a pool gets its shells, and what it does without. */
export type PoolOptions = {
	readonly open: () => Channel;
	/** The most shells at a time; a server may allow fewer (sshd_config(5), MaxSessions). */
	readonly most: number;
	/** A shell ended that nobody ended here. Says whether another one may be opened now, perhaps after a while. */
	readonly lost: (ended: Ended) => Promise<'again' | 'give-up'>;
	/** Why a command was not run, when there are no shells any more. */
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
	#isClosed = false;
	#isGivenUp = false;
	#recovery: Promise<'again' | 'give-up'> | undefined;

	constructor(options: PoolOptions) {
		this.#options = options;
		this.#most = options.most;
	}

	/** Takes a shell in that was opened elsewhere. */
	take(channel: Channel): void {
		channel.lineAnswers = () => this.#lineAnswers();
		this.#channels.push(channel);
	}

	/** Opens all shells that there may be: each takes a moment to come, and many commands are about to be run. */
	fill(): void {
		while (this.#channels.length < this.#most) this.#add();
	}

	/** Drops all shells, and opens none in their place until somebody asks. */
	abandon(): void {
		for (const channel of [...this.#channels, ...this.#scouts]) channel.kill();
		this.#channels = [];
	}

	/** Uses these instead of all that there were. */
	replace(channels: readonly Channel[]): void {
		for (const channel of this.#channels) channel.close();
		this.#channels = [];
		for (const channel of channels) this.take(channel);
		this.#most = channels.length;
	}

	async run(command: Command, signal?: AbortSignal): Promise<Observation> {
		const kind = isLong(command) ? 'long' : 'quick';
		for (let tries = 0; tries < mostTries; tries++) {
			if (this.#isClosed || this.#isGivenUp || signal?.aborted === true) break;
			const channel = this.#channelFor(kind);
			const observation = await channel.run(command, signal);
			if (observation !== undefined) return observation;
			if ((await this.#recover(channel)) === 'give-up') break;
		}

		const failure = signal?.aborted === true ? 'cancelled' : 'unreachable';
		return {command, stdout: '', stderr: failure === 'unreachable' ? this.#options.why() : '', durationMs: 0, failure};
	}

	/** After shells were given up for lost: the next command tries again. */
	revive(): void {
		this.#isGivenUp = false;
	}

	/** Runs commands one after the other in one shell, all of them sent at once. */
	runInTurn(commands: readonly Command[], signal?: AbortSignal): readonly Promise<Observation>[] {
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
		const isFull = this.#channels.length >= this.#most;
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

	/** What to do after a shell has ended: one that was ended here, for a command that hung, is simply replaced. */
	async #recover(channel: Channel): Promise<'again' | 'give-up'> {
		if (this.#isClosed) return 'give-up';
		if (channel.wasKilled) return 'again';
		const others = this.#channels.filter(({isOver}) => !isOver);
		// A server that allows no more shells at a time refuses the newest one.
		if ((await channel.greeted) === undefined && others.length > 0) {
			this.#most = others.length;
			return 'again';
		}

		this.#recovery ??= channel.ended.then(this.#options.lost).then(outcome => {
			this.#recovery = undefined;
			// The next command would begin the same search; it is for a person to say that it is worth it.
			this.#isGivenUp = outcome === 'give-up';
			return outcome;
		});
		return this.#recovery;
	}
}

/** How long a command would have to wait here: a shell that has to come first takes about as long as some commands. */
const burden = (channel: Channel): number => channel.load + (channel.isReady ? 0 : 8);

/** A command that ends its shell, whatever it is, isn't tried for ever. */
const mostTries = 4;
