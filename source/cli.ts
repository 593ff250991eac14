import {CommanderError} from 'commander';
import {declareCompletion} from './command-line/completion.ts';
import {declareAll, helpWanted} from './command-line/program.ts';
import {aside} from './run/aside.ts';
import {UsageError} from './run/usage-error.ts';

/** Ends the program when everything is written: probes and commands that were given up must not keep it alive. */
const exit = (status: number): void => {
	process.exitCode = status;
	process.stdout.write('', () => process.stderr.write('', () => process.exit(status)));
};

// The reader of a pipe may leave at any time (`| head`): that is no error.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(process.exitCode ?? 0));

try {
	let status = 0;
	const finish = (given: number): void => {
		status = given;
	};
	const program = declareAll(finish, helpWanted(process.argv));
	declareCompletion(program, finish);
	await program.parseAsync();
	exit(status);
} catch (error) {
	if (error instanceof CommanderError) exit(error.exitCode === 0 ? 0 : 2);
	else if (error instanceof UsageError) {
		aside(error.message);
		exit(2);
	} else {
		const words = error instanceof Error ? error.message : String(error);
		aside(`internal error: ${words}\nThis is a bug. Please report it, with the output of SLB_WIZARD_DEBUG=1.`);
		if (process.env.SLB_WIZARD_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
		exit(70);
	}
}
