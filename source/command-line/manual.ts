import type {Command, Option} from 'commander';
import {version} from '../version.ts';
import {nameOf} from './help/brief.ts';
import {endingOf} from './help/ending.ts';

/** The manual page (man(7)), made from the declarations of the commands. */
export const manualPage = (program: Command): string => {
	const helper = program.createHelp();
	const all = flat(program.createHelp().visibleCommands(program));
	const {examples = []} = endingOf(program);
	return [
		`.TH SLB\\-WIZARD 1 "" "slb\\-wizard ${version}" "User Commands"`,
		'.SH NAME',
		`slb\\-wizard \\- ${roff(lowerFirst(program.summary().replace(/\.$/, '')))}`,
		'.SH SYNOPSIS',
		...[program, ...all].flatMap(command => [`.B ${roff(nameOf(command))}`, usageOf(command), '.br']).slice(0, -1),
		'.SH DESCRIPTION',
		...paragraph(program.description()),
		...paragraph(
			'Without a command it is a guided wizard: it asks for what it was not told, and walks the document step by step. Looking changes nothing on the host.',
		),
		'.SH OPTIONS',
		...options(helper.visibleOptions(program)),
		'.SH COMMANDS',
		...all.flatMap(commandPart),
		'.SH EXAMPLES',
		...[...examples, ...all.flatMap(command => endingOf(command).examples ?? [])].flatMap(example => [
			'.PP',
			'.nf',
			guarded(roff(example)),
			'.fi',
		]),
		'.SH FILES',
		...item('slb\\-wizard.json', 'names targets and known findings; looked for from the present folder upwards'),
		...item('~/.local/state/slb\\-wizard', 'the sessions of the wizard ($XDG_STATE_HOME)'),
		'.SH ENVIRONMENT',
		...item('NO_COLOR, FORCE_COLOR', 'without colours, or with them'),
		...item('ACCESSIBLE, INK_SCREEN_READER', 'line by line, as with \\-\\-plain'),
		'.SH SEE ALSO',
		'.BR ssh (1),',
		'.BR ss (8),',
		'.BR nft (8)',
		'',
	].join('\n');
};

const flat = (commands: readonly Command[]): readonly Command[] =>
	commands.flatMap(command => [command, ...flat(command.createHelp().visibleCommands(command))]);

const commandPart = (command: Command): readonly string[] => {
	const helper = command.createHelp();
	const {exit, note} = endingOf(command);
	return [
		`.SS ${roff(nameOf(command))}`,
		...paragraph(`${upperFirst(command.description())}.`),
		...helper
			.visibleArguments(command)
			.flatMap(one =>
				item(roff(one.required ? `<${one.name()}>` : `[${one.name()}]`), roff(helper.argumentDescription(one))),
			),
		...options(helper.visibleOptions(command)),
		...(exit === undefined ? [] : paragraph(`Exit status: ${exit}`)),
		...(note === undefined ? [] : paragraph(note)),
	];
};

const usageOf = (command: Command): string => guarded(roff(command.usage().replace(' [command]', '')));

const options = (all: readonly Option[]): readonly string[] =>
	all.flatMap(({flags, description}) => item(roff(flags), roff(description)));

const item = (term: string, words: string): readonly string[] => ['.TP', `.B ${term}`, guarded(words)];

const paragraph = (text: string): readonly string[] => ['.PP', guarded(roff(text))];

/** A text as roff takes it: a backslash, and a hyphen that is to be one (groff_char(7)). */
const roff = (text: string): string =>
	text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('’', '\\(cq').replaceAll('…', '...');

/** A line that begins with a dot or an apostrophe would be a request. */
const guarded = (line: string): string => (/^[.']/.test(line) ? `\\&${line}` : line);

const upperFirst = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
const lowerFirst = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
