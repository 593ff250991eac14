import {expect, test} from 'vitest';
import {chinese} from '../../source/engine/chinese.ts';

const listens = (service: string, port: string | number): string => chinese`${service} 在端口 ${port} 上监听`;

test.each([
	['a Latin name', listens('nginx (pid 7)', 80), 'nginx (pid 7) 在端口 80 上监听'],
	['a Chinese word at the beginning', listens('服务', 80), '服务在端口 80 上监听'],
	['a Chinese word in the middle', listens('nginx', '八十'), 'nginx 在端口八十上监听'],
	['nothing before a mark', chinese`容器 ${''}，未运行`, '容器，未运行'],
	['nothing between two words', chinese`安全组 ${''} 未放行`, '安全组未放行'],
	['a mark of Chinese', chinese`已满 ${'（90 %）'}：新连接`, '已满（90 %）：新连接'],
	['blanks of a value itself', chinese`日志 ${'无法 连接'}`, '日志无法 连接'],
])('%s is joined as Chinese is written', (_what, sentence, expected) => {
	expect(sentence).toBe(expected);
});
