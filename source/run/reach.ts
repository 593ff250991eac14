import {readDestination} from '../engine/destination.ts';
import type {Face} from '../engine/event.ts';
import type {Question} from '../engine/question.ts';
import {recordingPath} from '../engine/recording-path.ts';
import {say, type Words} from '../engine/words.ts';
import {aheadOfSuggestions} from './ahead.ts';
import {type Ask, askOn} from './ask.ts';
import {askPassword} from './ask-password.ts';
import {type Helper, type OpenedHost, openHost} from './open-host.ts';

/** The host that the person wants to look at, or the end of it. */
export type Wanted = {readonly is: 'host'; readonly opened: Reached; readonly where: string} | {readonly is: 'quit'};

/** Where the backend seems to be; what isn't sure is asked first. */
export type FirstGuess = {
	readonly where: string | undefined;
	readonly isSure: boolean;
	/** Why it is that host: "no address of this machine". */
	readonly because?: Words;
};

/**
 * Finds the way to the backend together with the person: asks which host it is when it isn't this one, lends the terminal
 * to ssh where that has a question of its own, and asks for sudo's password where root may see more.
 */
export async function reachBackend(first: FirstGuess, face: Face, signal: AbortSignal): Promise<Wanted> {
	const ask = askOn(face);
	let where = first.where;
	let isSure = first.isSure;
	let problem: Words | undefined;
	for (;;) {
		if (where === undefined || !isSure || problem !== undefined) {
			const asked = await askWhere(ask, {
				suggestion: where,
				because: problem === undefined ? first.because : undefined,
				problem,
			});
			if (asked === undefined) return {is: 'quit'};
			where = asked;
			isSure = true;
		}

		const opened = await reach(where, {face, ask, signal});
		if ('is' in opened) return {is: 'quit'};
		if ('host' in opened) return {is: 'host', opened, where};
		problem = opened.unreached;
	}
}

/** A plain name means ssh: `web-3`, `root@10.0.0.7`. Undefined: the person has had enough. */
async function askWhere(
	ask: Ask,
	{
		suggestion,
		because,
		problem,
	}: {
		readonly suggestion: string | undefined;
		readonly because: Words | undefined;
		readonly problem: Words | undefined;
	},
): Promise<string | undefined> {
	let complaint = problem;
	for (;;) {
		const answer = await ask(() => ({
			ask: 'setting',
			setting: {
				id: 'host',
				question: say({en: 'Where is the backend server?', zh: '后端服务器在哪里？'}),
				help: say(whereHelp),
				...(suggestion === undefined ? {} : {suggestion}),
				...(because === undefined ? {} : {suggestedBy: say(because)}),
				...(complaint === undefined ? {} : {problem: say(complaint)}),
			},
		}));
		if (answer.do === 'quit') return undefined;
		const word = answer.do === 'set' ? answer.value.trim() : '';
		if (word === 'local' || recordingPath(word) !== undefined) return word;
		const where = word.startsWith('ssh://') ? word : `ssh://${word}`;
		if (readDestination(where) !== undefined) return where;
		complaint = {
			en: `“${word}” is no name or address that ssh could connect to.`,
			zh: `“${word}”不是 ssh 可以连接的名称或地址。`,
		};
	}
}

const whereHelp: Words = {
	en: 'A name or address for ssh, as in your OpenSSH configuration: web-3, root@10.0.0.7, ssh://web-3:2222. For this machine: local.',
	zh: 'ssh 使用的名称或地址，与 OpenSSH 配置中的写法相同：web-3、root@10.0.0.7、ssh://web-3:2222。本机：local。',
};

type Reached = Extract<OpenedHost, {host: unknown}>;

const rootSeesMore = (user: string, isHere: boolean): Words => ({
	en: `You are ${user} ${isHere ? 'here' : 'there'}, and root sees more: rules of filters, whose sockets are whose, logs. sudo wants a password for it.`,
	zh: `${isHere ? '当前' : '在该主机上的'}用户是 ${user}，root 能看到更多：过滤规则、套接字属于哪个进程、日志。为此 sudo 需要密码。`,
});

type Opened = OpenedHost | {readonly is: 'quit'};

async function reach(
	where: string,
	{face, ask, signal}: {readonly face: Face; readonly ask: Ask; readonly signal: AbortSignal},
): Promise<Opened> {
	const lend = async <T>(
		question: () => Extract<Question, {ask: 'terminal'}>,
		use: () => Promise<T>,
	): Promise<T | 'quit' | 'skip'> => {
		const answer = await ask(question);
		if (answer.do !== 'go') return answer.do === 'skip' ? 'skip' : 'quit';
		try {
			return await use();
		} finally {
			face.show({type: 'terminal-returned'});
		}
	};
	let hasQuit = false;
	const helper: Helper = {
		mayAsk: async (host, problem) => {
			const answer = await lend(
				() => ({ask: 'terminal', why: say(problem.asks ?? problem.why)}),
				() => host.login(),
			);
			hasQuit = answer === 'quit';
			return answer === true;
		},
		opened: async (host, greeted) => {
			face.show({type: 'host-opened', where, as: greeted.user});
			if (greeted.uid === 0 || !greeted.programs.has('sudo')) return;
			const answer = await lend(
				() => ({
					ask: 'terminal',
					why: say(rootSeesMore(greeted.user, where === 'local')),
					without: say({en: 'goes on without', zh: '不使用密码继续'}),
				}),
				() => askPassword(host),
			);
			hasQuit = answer === 'quit';
			if (answer === 'granted') face.show({type: 'host-opened', where, as: 'root'});
		},
	};
	const opened = await openHost(where, {ahead: aheadOfSuggestions, helper, signal});
	if ('host' in opened && opened.recorded) face.show({type: 'recording-opened', note: say(opened.recorded.note)});
	if (hasQuit && 'host' in opened) await opened.host.close?.();
	return hasQuit || ('unreached' in opened && signal.aborted) ? {is: 'quit'} : opened;
}
