import {execa} from 'execa';
import type {Command, Observation} from '../../engine/command.ts';
import {type Destination, destinationWords} from '../../engine/destination.ts';
import type {Host, HostNews} from '../../engine/host.ts';
import type {ProbeObservation, ProbeShape} from '../../engine/probe.ts';
import {chooseProber, probePrograms} from '../../probe/remote/choose.ts';
import {Channel, type Ended, type Greeted} from '../shell/channel.ts';
import {Pool} from '../shell/pool.ts';
import {Connection} from './connection.ts';
import {type Problem, problemOf} from './problem.ts';

/** A host that was reached, or why it wasn't. */
export type Reached = {readonly host: SshHost; readonly greeted: Greeted} | {readonly problem: Problem};

/**
 * A shell with the most rights that are to be had without a question. The words are the same for every login shell (sh,
 * fish, csh): no quotes, backslashes or exclamation marks inside.
 */
const shellOfMostRights =
	"exec sh -c 'if [ $(id -u) = 0 ]; then exec sh; fi; if sudo -n true </dev/null >/dev/null 2>&1; then exec sudo -n sh; fi; if doas -n true </dev/null >/dev/null 2>&1; then exec doas -n sh; fi; exec sh'";

/** The same with sudo, which reads a password from its input. */
const sudoContent = 'slb-wizard may look';
const shellOfSudo = `exec sudo -S -p '' sh -c 'echo ${sudoContent}; exec sh'`;

/** So many shells of root are opened with one password. */
const rootShells = 3;

/** sshd allows ten sessions on a connection, if nothing else is said (sshd_config(5), MaxSessions). */
const mostShells = 4;

/** For how long a lost host is tried to be reached again, and the pauses between the tries, in seconds. */
const triesForS = 60;
const pausesS = [0, 1, 2, 3];

/** A backend over the user's own OpenSSH. Nothing is installed there; it needs only a POSIX shell. */
export class SshHost implements Host {
	readonly where: string;
	readonly #destination: Destination;
	readonly #connection: Connection;
	readonly #pool: Pool;
	#programs: ReadonlySet<string> = new Set();
	#listener: (news: HostNews) => void = () => {};
	#problem: Problem | undefined;
	#isClosed = false;

	constructor(where: string, destination: Destination) {
		this.where = where;
		this.#destination = destination;
		this.#connection = new Connection(destination);
		this.#pool = new Pool({
			open: () => this.#open(),
			most: mostShells,
			lost: ended => this.#findAgain(ended),
			why: () => this.#problem?.why ?? `${destinationWords(destination)} can't be reached`,
		});
	}

	/** Connects, without any question on the terminal. */
	async reach(): Promise<Reached> {
		const channel = this.#open();
		const greeted = await channel.greeted;
		if (greeted === undefined) return {problem: problemOf(this.#destination, (await channel.ended).complaint)};
		this.#programs = greeted.programs;
		this.#pool.take(channel);
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

	/**
	 * Goes on as root, with the password that sudo asks for. It is written to sudo alone, and forgotten: a shell that is
	 * lost later comes back without these rights.
	 */
	async elevate(password: string): Promise<'granted' | {readonly refused: string}> {
		const shells: Channel[] = [];
		for (let count = 0; count < rootShells; count++) {
			const channel = new Channel(this.#connection.words(shellOfSudo), {
				programs: probePrograms,
				gate: {word: password, content: sudoContent},
			});
			const greeted = await channel.greeted;
			if (greeted?.uid === 0) {
				shells.push(channel);
				continue;
			}

			if (shells.length > 0) break;
			channel.kill();
			const {complaint} = await channel.ended;
			return {refused: complaint.trim().split('\n').at(-1) ?? 'sudo gave no reason'};
		}

		this.#pool.replace(shells);
		return 'granted';
	}

	readonly hear = (listener: (news: HostNews) => void): void => {
		this.#listener = listener;
	};

	readonly run = (command: Command, signal?: AbortSignal): Promise<Observation> => this.#pool.run(command, signal);

	readonly probe = async (shape: ProbeShape, signal?: AbortSignal): Promise<ProbeObservation> => {
		const chosen = chooseProber(shape, this.#programs);
		if (chosen === undefined) {
			const command = {file: 'curl', args: []};
			const why = `there is no program that could send it (${probePrograms.join(', ')})`;
			return {
				command,
				stdout: '',
				stderr: why,
				durationMs: 0,
				failure: 'not-found',
				shape,
				reply: {outcome: 'cancelled', detail: why, totalMs: 0},
			};
		}

		const {prober, unlike} = chosen;
		const observation = await this.#pool.run(prober.command(shape), signal);
		return {
			...observation,
			shape,
			reply: prober.read(shape, observation),
			...(unlike === undefined ? {} : {unlike}),
		};
	};

	readonly close = async (): Promise<void> => {
		this.#isClosed = true;
		this.#pool.close();
		this.#connection.close();
	};

	#open(): Channel {
		return new Channel(this.#connection.words(shellOfMostRights), {programs: probePrograms});
	}

	/** The line is cut, or the server is gone: tries for a while, and says so. */
	async #findAgain({complaint}: Ended): Promise<'again' | 'give-up'> {
		this.#problem = problemOf(this.#destination, complaint);
		this.#listener({is: 'lost', why: this.#problem.why, triesForS});
		const began = performance.now();
		const sinceS = (): number => (performance.now() - began) / 1000;
		for (let tries = 0; sinceS() < triesForS && !this.#isClosed; tries++) {
			await pause(pausesS[Math.min(tries, pausesS.length - 1)] ?? 0);
			const reached = await this.reach();
			if ('host' in reached) {
				this.#listener({is: 'back', afterS: Math.round(sinceS())});
				return 'again';
			}

			this.#problem = reached.problem;
		}

		this.#listener({is: 'given-up', why: this.#problem.why});
		return 'give-up';
	}
}

const pause = (seconds: number): Promise<void> =>
	new Promise(resolve => {
		setTimeout(resolve, seconds * 1000);
	});
