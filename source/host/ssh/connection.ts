import {spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdtempSync, rmSync, watch} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Destination} from '../../engine/destination.ts';

/** Whether OpenSSH shares connections here: its Windows build doesn't. */
const canShare = process.platform !== 'win32';

/**
 * One connection of OpenSSH, which all shells of a host share: the user's own ssh, with the user's own configuration,
 * keys, agent, jump hosts and known hosts (ssh_config(5)). Nothing of what it checks is weakened.
 */
export class Connection {
	readonly #destination: Destination;
	readonly #folder: string | undefined;
	#isClosed = false;

	constructor(destination: Destination) {
		this.#destination = destination;
		this.#folder = canShare ? privateFolder() : undefined;
		process.on('exit', this.#closeNow);
	}

	/** The words that run something there. `asks`: ssh may ask on the terminal, which has to be free then. */
	words(
		remote: string,
		{asks = false, shares = true}: {readonly asks?: boolean; readonly shares?: boolean} = {},
	): readonly [string, ...string[]] {
		const options = {
			BatchMode: asks ? 'no' : 'yes',
			ConnectTimeout: '10',
			// A dead line is noticed after eight seconds: the fourth question in a row finds the three before it unanswered.
			ServerAliveInterval: '2',
			ServerAliveCountMax: '3',
			// What ssh complains of is read; a user's own QUIET would hide it.
			LogLevel: 'INFO',
			RequestTTY: 'no',
			RemoteCommand: 'none',
			PermitLocalCommand: 'no',
			ClearAllForwardings: 'yes',
			ForwardX11: 'no',
			ForwardAgent: 'no',
			...(shares ? this.#sharing() : {ControlMaster: 'no', ControlPath: 'none'}),
		};
		return [
			'ssh',
			'-T',
			...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
			...this.#where(),
			remote,
		];
	}

	/** Calls back as soon as the connection can be shared: other shells need not wait until the first one has spoken. */
	onceShared(act: () => void): {readonly stop: () => void} {
		if (this.#folder === undefined) return {stop: () => {}};
		const look = (): void => {
			if (!existsSync(this.#socketPath())) return;
			watcher.close();
			act();
		};
		const watcher = watch(this.#folder, look);
		watcher.on('error', () => watcher.close());
		look();
		return {stop: () => watcher.close()};
	}

	/** Ends the connection that was shared, with all that still runs over it. */
	close(): void {
		process.off('exit', this.#closeNow);
		this.#closeNow();
	}

	readonly #closeNow = (): void => {
		if (this.#isClosed || this.#folder === undefined) return;
		this.#isClosed = true;
		spawnSync('ssh', ['-o', `ControlPath=${this.#socket()}`, '-O', 'exit', ...this.#where()], {
			stdio: 'ignore',
			timeout: 2000,
		});
		rmSync(this.#folder, {recursive: true, force: true});
	};

	#sharing(): Readonly<Record<string, string>> {
		// The first one becomes the shared one, and stays for a while when its shell is gone.
		return this.#folder === undefined ? {} : {ControlMaster: 'auto', ControlPath: this.#socket(), ControlPersist: '60'};
	}

	#socketPath(): string {
		return join(this.#folder ?? '', 's');
	}

	#socket(): string {
		// Percent signs are ssh's own (TOKENS).
		return this.#socketPath().replaceAll('%', '%%');
	}

	#where(): readonly string[] {
		const {name, user, port} = this.#destination;
		return [...(user === undefined ? [] : ['-l', user]), ...(port === undefined ? [] : ['-p', `${port}`]), '--', name];
	}
}

/** A folder that nobody else may enter. Its name has to be short: a socket's path has at most 104 bytes on some systems. */
function privateFolder(): string {
	const parents = [process.env.XDG_RUNTIME_DIR, tmpdir(), '/tmp'].filter(folder => folder !== undefined);
	for (const parent of parents) {
		if (parent.length > 70) continue;
		try {
			const folder = mkdtempSync(join(parent, 'slbw-'));
			chmodSync(folder, 0o700);
			return folder;
		} catch {
			// It isn't there, or may not be written to.
		}
	}

	return mkdtempSync(join(tmpdir(), 'slbw-'));
}
