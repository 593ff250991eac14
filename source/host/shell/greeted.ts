/** What a shell told of itself when it was greeted. */
export type Greeted = {
	readonly uid: number;
	readonly user: string;
	/** `Linux`, `Darwin`, … as uname says it. */
	readonly system: string;
	readonly release: string;
	/** The program that made it root, when one did. */
	readonly by: 'sudo' | 'doas' | undefined;
	/** Those of the programs that were asked about which are there. */
	readonly programs: ReadonlySet<string>;
};

/** Reads what the greeting printed; what a login script printed before is passed over. */
export function readGreeting(text: string): Greeted | undefined {
	const [uid = '', user = '', system = '', release = '', word = '', programs = ''] = text
		.replace(/\n$/, '')
		.split('\n')
		.slice(-6);
	if (!/^\d+$/.test(uid)) return undefined;
	const by = word === 'sudo' || word === 'doas' ? word : undefined;
	return {uid: Number(uid), user, system, release, by, programs: new Set(programs.trim().split(' '))};
}
