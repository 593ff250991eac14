import type {Command, Observation} from '../engine/command.ts';
import type {Host} from '../engine/host.ts';
import {localHost, probeBy} from './local.ts';
import {Channel} from './shell/channel.ts';
import type {Greeted} from './shell/greeted.ts';
import {Pool} from './shell/pool.ts';
import {type Elevatable, openRootShells, shellBy, shellOfMostRights} from './shell/rights.ts';

/** So many shells of root run at a time. */
const mostShells = 4;

/**
 * This machine, where the program runs as somebody who isn't root: commands are run by shells of root where sudo or doas
 * give one, and by the user elsewhere. Probes are always sent by the program itself.
 */
export class LocalHost implements Host, Elevatable {
	readonly where = 'local';
	readonly #own = localHost();
	#pool: Pool | undefined;

	readonly probe = probeBy((command, signal) => this.run(command, signal));

	/** Takes the rights that come without a question. Says who looks from now on. */
	async open(): Promise<Greeted | undefined> {
		const channel = new Channel(words(shellOfMostRights), {programs: ['sudo']});
		const greeted = await channel.greeted;
		if (greeted?.uid !== 0) {
			channel.kill();
			return greeted;
		}

		this.#pool = new Pool({
			open: () => new Channel(words(shellBy(greeted.by))),
			most: mostShells,
			lost: async () => 'again',
			why: () => 'the shell of root ended',
		});
		this.#pool.take(channel);
		return greeted;
	}

	async elevate(password: string): Promise<'granted' | {readonly refused: string}> {
		const elevated = await openRootShells(password, (line, gate) => new Channel(words(line), {gate}));
		if ('refused' in elevated) return elevated;
		const {shells} = elevated;
		this.#pool = new Pool({
			open: () => new Channel(words(shellOfMostRights)),
			most: shells.length,
			lost: async () => 'again',
			why: () => 'the shell of root ended',
		});
		for (const shell of shells) this.#pool.take(shell);
		return 'granted';
	}

	readonly run = (command: Command, signal?: AbortSignal): Promise<Observation> =>
		(this.#pool ?? this.#own).run(command, signal);

	readonly close = async (): Promise<void> => this.#pool?.close();
}

const words = (line: string): readonly [string, ...string[]] => ['sh', '-c', line];
