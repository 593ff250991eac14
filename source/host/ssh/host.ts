import {networkInterfaces} from 'node:os';
import {execa} from 'execa';
import type {Command, Observation} from '../../engine/command.ts';
import {type Destination, destinationWords} from '../../engine/destination.ts';
import type {Here, Host, HostNews, WayBack} from '../../engine/host.ts';
import type {ProbeObservation, ProbeShape} from '../../engine/probe.ts';
import {say, type Words} from '../../engine/words.ts';
import {chooseProber, probePrograms} from '../../probe/remote/choose.ts';
import {probeInside} from '../../probe/remote/inside.ts';
import {noProber} from '../no-prober.ts';
import {Channel, type Ended} from '../shell/channel.ts';
import type {Greeted} from '../shell/greeted.ts';
import {Pool} from '../shell/pool.ts';
import {type Elevatable, openRootShells, shellBy, shellOfMostRights} from '../shell/rights.ts';
import {Ahead} from './ahead.ts';
import {Connection} from './connection.ts';
import {FindAgain} from './find-again.ts';
import {type Problem, problemOf} from './problem.ts';

/** A host that was reached, or why it wasn't. */
export type Reached = {readonly host: SshHost; readonly greeted: Greeted} | {readonly problem: Problem};

/** What a host is asked for with the first words, beside what it is. */
export type SshOptions = {
	/** Programs that somebody may want to run: what isn't there need not be tried. */
	readonly tools: readonly string[];
	/** Commands that will be run for sure. */
	readonly ahead: readonly Command[];
};

/** sshd allows ten sessions on a connection, if nothing else is said (sshd_config(5), MaxSessions). */
const mostShells = 4;

/** A backend over the user's own OpenSSH. Nothing is installed there; it needs only a POSIX shell. */
export class SshHost implements Host, Elevatable {
	readonly where: string;
	readonly mindsModules = true;
	readonly #destination: Destination;
	readonly #connection: Connection;
	readonly #pool: Pool;
	readonly #ahead = new Ahead();
	readonly #options: SshOptions;
	/** The programs that were asked about; one that isn't among those that are there is missing. */
	readonly #asked: ReadonlySet<string>;
	#programs: ReadonlySet<string> = new Set();
	#by: Greeted['by'];
	#listener: (news: HostNews) => void = () => {};
	readonly #findAgain: FindAgain;
	#user = '';
	#isClosed = false;

	constructor(where: string, destination: Destination, options: SshOptions) {
		this.where = where;
		this.#options = options;
		this.#asked = new Set([...probePrograms, ...options.tools, 'sudo']);
		this.#destination = destination;
		this.#connection = new Connection(destination);
		this.#pool = new Pool({
			open: () => this.#open(shellBy(this.#by)),
			most: mostShells,
			lost: ended => {
				this.#ahead.forget();
				return this.#findAgain.find(problemOf(destination, ended));
			},
			impoverished: () => this.#listener({is: 'rights-lost', as: this.#user}),
			why: () => say(this.#findAgain.problem?.why ?? notReached(destination)),
		});
		this.#findAgain = new FindAgain({
			reach: async () => {
				const reached = await this.#connect([]);
				return 'problem' in reached ? reached.problem : undefined;
			},
			tell: news => this.#listener(news),
			isClosed: () => this.#isClosed,
		});
	}

	/** Connects, without any question on the terminal. */
	reach(): Promise<Reached> {
		return this.#connect(this.#options.ahead);
	}

	async #connect(ahead: readonly Command[]): Promise<Reached> {
		const channel = this.#open(shellOfMostRights);
		this.#pool.take(channel);
		const opening = this.#connection.onceShared(() => this.#pool.fill());
		this.#ahead.ask(ahead, command => channel.run(command));
		const greeted = await channel.greeted;
		opening.stop();
		if (greeted === undefined) {
			this.#ahead.forget();
			this.#pool.abandon();
			return {problem: problemOf(this.#destination, await this.#wordsOfJumpHost(await channel.ended))};
		}

		this.#programs = greeted.programs;
		this.#by = greeted.by;
		this.#user = greeted.user;
		this.#pool.fill();
		return {host: this, greeted};
	}

	/**
	 * Lets ssh ask on the terminal, which has to be free: for a password, a passphrase, a fingerprint. The connection stays
	 * for the shells. Says whether it came about.
	 */
	async login(): Promise<boolean> {
		const [file, ...args] = this.#connection.words('true', {asks: true});
		const {exitCode} = await execa(file, args, {stdio: 'inherit', reject: false});
		return exitCode === 0;
	}

	/** Goes on as root, with the password that sudo asks for. */
	async elevate(password: string): Promise<'granted' | {readonly refused: string}> {
		const elevated = await openRootShells(
			password,
			(line, gate) => new Channel(this.#connection.words(line), {programs: [...this.#asked], gate}),
		);
		if ('refused' in elevated) return elevated;
		this.#ahead.forget();
		this.#pool.replace(elevated.shells);
		return 'granted';
	}

	readonly here: Here = {
		addresses: Object.values(networkInterfaces()).flatMap(all => (all ?? []).map(({address}) => address)),
		probe: async (shape, signal) => (await import('../../probe/send.ts')).sendProbe(shape, signal),
	};

	readonly hear = (listener: (news: HostNews) => void): void => {
		this.#listener = listener;
	};

	readonly run = async (command: Command, signal?: AbortSignal): Promise<Observation> => {
		const {file} = command;
		if (this.#asked.has(file) && !this.#programs.has(file))
			return {command, stdout: '', stderr: `${file}: not found\n`, durationMs: 0, failure: 'not-found'};
		const early = await this.#ahead.take(command);
		// The same line may be wanted with another time limit, or with other words around it.
		return early === undefined ? this.#pool.run(command, signal) : {...early, command};
	};

	readonly lookAgain = (): void => this.#pool.revive();

	readonly wayBack = (): WayBack | undefined => {
		const asks = this.#pool.isGivenUp ? this.#findAgain.problem?.asks : undefined;
		return asks && {asks, login: () => this.login()};
	};

	readonly runInTurn = (commands: readonly Command[], signal?: AbortSignal): readonly Promise<Observation>[] =>
		this.#pool.runInTurn(commands, signal);

	readonly probe = async (shape: ProbeShape, signal?: AbortSignal): Promise<ProbeObservation> => {
		const {namespaceOf} = shape;
		if (namespaceOf !== undefined) {
			const inside = {...shape, namespaceOf};
			const sent = await probeInside(inside, this.#programs, command => this.#pool.run(command, signal));
			return sent ?? noProber(shape);
		}

		const chosen = chooseProber(shape, this.#programs);
		if (chosen === undefined) return noProber(shape);
		return chosen.read(await this.#pool.run(chosen.command, signal));
	};

	readonly probeInTurn = (
		shape: ProbeShape,
		times: number,
		signal?: AbortSignal,
	): readonly Promise<ProbeObservation>[] => {
		const chosen = chooseProber(shape, this.#programs);
		if (chosen === undefined) return [Promise.resolve(noProber(shape))];
		const commands = Array.from({length: times}, () => chosen.command);
		return this.#pool.runInTurn(commands, signal).map(async observation => chosen.read(await observation));
	};

	readonly close = async (): Promise<void> => {
		this.#isClosed = true;
		this.#pool.close();
		this.#connection.close();
	};

	/** A connection that is to be shared hides what its jump host's ssh or its ProxyCommand complains of. */
	async #wordsOfJumpHost(ended: Ended): Promise<Ended> {
		if (this.#isClosed || !/closed by UNKNOWN port/.test(ended.complaint)) return ended;
		const again = new Channel(this.#connection.words('exit 0', {shares: false}));
		const {complaint} = await again.ended;
		return {...ended, complaint: `${ended.complaint}\n${complaint}`};
	}

	#open(shell: string): Channel {
		return new Channel(this.#connection.words(shell), {programs: [...this.#asked]});
	}
}

const notReached = (destination: Destination): Words => {
	const {en, zh} = destinationWords(destination);
	return {en: `${en} can't be reached`, zh: `无法连接 ${zh}`};
};
