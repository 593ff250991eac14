import {systemWords} from '../../engine/system-words.ts';
import {say} from '../../engine/words.ts';
import type {Line} from '../words/line.ts';

// Terminals take less or more; xterm's own limit is far above, some ssh clients drop what is longer than this.
const mostBytes = 8192;

// GNU screen throws longer strings away (screen(1), 256 or 768 bytes by version), so they go in pieces.
const pieceLength = 76;

/**
 * What asks the terminal that the person sits at to copy a text (OSC 52 of xterm's control sequences): it works over
 * ssh, for it goes where the screen goes. tmux and screen hand it on only in a wrapping of their own; whether they do is
 * their setting, so it is sent both ways. Undefined: the text is too long.
 */
export const clipboardSequence = (text: string, env: NodeJS.ProcessEnv): string | undefined => {
	const bytes = Buffer.from(text);
	if (bytes.length > mostBytes) return undefined;
	const plain = `\u001B]52;c;${bytes.toString('base64')}\u0007`;
	const term = env.TERM ?? '';
	if (env.TMUX !== undefined || term.startsWith('tmux'))
		return `${plain}\u001BPtmux;${plain.replaceAll('\u001B', '\u001B\u001B')}\u001B\\`;
	if (env.STY !== undefined || term.startsWith('screen')) return `${plain}${inPieces(plain)}`;
	return plain;
};

const inPieces = (sequence: string): string =>
	(sequence.match(new RegExp(`[\\s\\S]{1,${pieceLength}}`, 'g')) ?? [])
		.map(piece => `\u001BP${piece}\u001B\\`)
		.join('');

/** What is said of it. Nobody can know whether the terminal did it. */
export const copiedLine = (text: string, sequence: string | undefined): Line => {
	const count = text.trimEnd().split('\n').length;
	const words =
		sequence === undefined
			? {
					en: 'Too long for the terminal’s clipboard: nothing was copied.',
					zh: '内容太长，终端的剪贴板放不下：没有复制。',
				}
			: {
					en: `The short form (${count} lines) was sent to your terminal’s clipboard (OSC 52). Where the terminal does not take it: slb-wizard check --short.`,
					zh: `简要结果（${count} 行）已发送到终端的剪贴板 (OSC 52)。终端不支持时：slb-wizard check --short。`,
				};
	return {text: say(words), mark: 'note'};
};

/** What is said where the text could not be made: a part of the program is gone, e.g. replaced by a newer one meanwhile. */
export const notCopiedLine = (error: unknown): Line => {
	const {en, zh} = systemWords(error);
	return {text: say({en: `Nothing was copied (${en}).`, zh: `没有复制（${zh}）。`}), mark: 'note'};
};
