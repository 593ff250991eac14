/** This program once more: Node.js, what it was started with, and the file that was started. */
export const ownProgram: readonly [string, ...string[]] = [
	process.execPath,
	...process.execArgv,
	process.argv[1] ?? '',
];
