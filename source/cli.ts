import {CommanderError} from 'commander';
import {declareCompletion} from './command-line/completion.ts';
import {langGiven, languageOf} from './command-line/language.ts';
import {declareAll, helpWanted} from './command-line/program.ts';
import {WordedError} from './engine/worded-error.ts';
import {speak, spoken, verbatim} from './engine/words.ts';
import {aside} from './run/aside.ts';
import {hearOutput} from './run/hear-output.ts';
import {UsageError} from './run/usage-error.ts';

const exit = hearOutput();

const systemLocale = (): string => Intl.DateTimeFormat().resolvedOptions().locale;

try {
	let status = 0;
	const finish = (given: number): void => {
		status = given;
	};
	// Before the commands are declared: they are declared in it.
	speak(languageOf(langGiven(process.argv.slice(2)), process.env, systemLocale));
	const columns = spoken() === 'zh-CN' ? (await import('./command-line/help/chinese-columns.ts')).chineseColumns : {};
	const program = declareAll(finish, helpWanted(process.argv), columns);
	declareCompletion(program, finish);
	await program.parseAsync();
	exit(status);
} catch (error) {
	if (error instanceof CommanderError) exit(error.exitCode === 0 ? 0 : 2);
	else if (error instanceof UsageError) {
		aside(error.words);
		exit(2);
	} else {
		const {en, zh} =
			error instanceof WordedError ? error.words : verbatim(error instanceof Error ? error.message : String(error));
		aside({
			en: `internal error: ${en}\nThis is a bug. Please report it, with the output of SLB_WIZARD_DEBUG=1.`,
			zh: `内部错误：${zh}\n这是程序缺陷。请报告，并附上 SLB_WIZARD_DEBUG=1 时的输出。`,
		});
		if (process.env.SLB_WIZARD_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
		exit(70);
	}
}
