import {chinese} from '../../engine/chinese.ts';
import type {HostNews} from '../../engine/host.ts';
import {say} from '../../engine/words.ts';
import type {Line} from './line.ts';
import {safeLine} from './safe.ts';

/** "On web-3 over ssh, as root." */
export const openedLine = (where: string, as: string): Line => ({
	text: say({
		en: `Commands run on ${where === 'local' ? 'this machine' : safeLine(where)}, as ${safeLine(as)}.`,
		zh: chinese`命令在 ${where === 'local' ? '本机' : safeLine(where)} 上运行，身份：${safeLine(as)}。`,
	}),
	mark: 'note',
});

/** What happened on the way to the host. */
export const newsLine = (news: HostNews): Line => {
	switch (news.is) {
		case 'lost':
			return {
				text: say({
					en: `${safeLine(news.why)}. Trying again for ${news.triesForS} s; what was asked for is asked again.`,
					zh: `${safeLine(news.why)}。将在 ${news.triesForS} 秒内重试；已请求的内容会重新请求。`,
				}),
				mark: 'unknown',
			};
		case 'back':
			return {
				text: say({
					en: `The host is back after ${news.afterS} s: the walk goes on.`,
					zh: `主机在 ${news.afterS} 秒后恢复：排查继续。`,
				}),
				mark: 'ok',
			};
		case 'rights-lost':
			return {
				text: say({
					en: `The shells of root ended, and the password for sudo isn't kept: commands run as ${safeLine(news.as)} from now on, who sees less.`,
					zh: `root 的 shell 已结束，而 sudo 密码不会保存：此后命令以 ${safeLine(news.as)} 的身份运行，能看到的更少。`,
				}),
				mark: 'unknown',
			};
		case 'given-up':
			return {
				text: say({
					en: `Given up: ${safeLine(news.why)}. What was not seen is not checked.${news.asks ? ' Looking again lets ssh ask you.' : ''}`,
					zh: `已放弃：${safeLine(news.why)}。没有看到的均为未检查。${news.asks ? '重新检查时由 ssh 直接询问。' : ''}`,
				}),
				mark: 'unknown',
			};
	}
};
