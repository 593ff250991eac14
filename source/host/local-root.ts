import type {Command, Observation} from '../engine/command.ts';
import type {Host, HostNews} from '../engine/host.ts';
import {say} from '../engine/words.ts';
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
	#listener: (news: HostNews) => void = () => {};
	#user = '';
	#by: Greeted['by'];
	/** Whether shells of root can be had: without a question, or with the password that somebody gave. */
	#isRoot = false;
	readonly #pool = new Pool({
		open: () => new Channel(words(shellBy(this.#by))),
		most: mostShells,
		lost: async () => 'again',
		impoverished: () => {
			this.#isRoot = false;
			this.#listener({is: 'rights-lost', as: this.#user});
		},
		why: () => say({en: 'the shell of root ended', zh: 'root 的 shell 已结束'}),
	});

	readonly probe = probeBy((command, signal) => this.run(command, signal));

	/** Takes the rights that come without a question. Says who looks from now on. */
	async open(): Promise<Greeted | undefined> {
		const channel = new Channel(words(shellOfMostRights), {programs: ['sudo']});
		const greeted = await channel.greeted;
		this.#user = greeted?.user ?? '';
		this.#by = greeted?.by;
		this.#isRoot = greeted?.uid === 0;
		if (this.#isRoot) this.#pool.take(channel);
		else channel.kill();
		return greeted;
	}

	/** Goes on as root, with the password that sudo asks for. */
	async elevate(password: string): Promise<'granted' | {readonly refused: string}> {
		const elevated = await openRootShells(password, (line, gate) => new Channel(words(line), {gate}));
		if ('refused' in elevated) return elevated;
		this.#pool.replace(elevated.shells);
		this.#isRoot = true;
		return 'granted';
	}

	readonly hear = (listener: (news: HostNews) => void): void => {
		this.#listener = listener;
	};

	readonly run = (command: Command, signal?: AbortSignal): Promise<Observation> =>
		(this.#isRoot ? this.#pool : this.#own).run(command, signal);

	readonly close = async (): Promise<void> => this.#pool.close();
}

const words = (line: string): readonly [string, ...string[]] => ['sh', '-c', line];
