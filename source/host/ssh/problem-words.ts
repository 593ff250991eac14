import type {Words} from '../../engine/words.ts';

// `who` is the destination as it is called in sentences, `name` its name for ssh's commands, `last` what ssh said in the end.

/** The host key isn't the one that is known; `place` is the line of known_hosts. */
export const changedKey = (who: Words, name: string, place: string | undefined): Words => ({
	en: `The host key of ${who.en} is not the one that is known${place === undefined ? '' : ` (${place})`}: it was installed anew, or somebody else answers. Ask who runs it for its fingerprint; only when that is right, forget the old key: ssh-keygen -R ${name}`,
	zh: `${who.zh} 的主机密钥与已知的不同${place === undefined ? '' : ` (${place})`}：主机被重新安装过，或者应答的是另一台主机。向管理员核对指纹；确认无误后再删除旧密钥：ssh-keygen -R ${name}`,
});

/** The host key isn't known yet. */
export const newKey = (who: Words, name: string): Words => ({
	en: `The host key of ${who.en} is not known here. Connect once by hand (ssh ${name}), compare the fingerprint that it shows, and say yes`,
	zh: `本机不认识 ${who.zh} 的主机密钥。先手动连接一次 (ssh ${name})，核对显示的指纹，再输入 yes`,
});

/** What ssh asks then. */
export const newKeyAsks = (who: Words): Words => ({
	en: `The host key of ${who.en} is not known here. ssh shows its fingerprint: compare it with what the host's owner tells you before you say yes.`,
	zh: `本机不认识 ${who.zh} 的主机密钥。ssh 会显示其指纹：与主机管理员提供的指纹核对后再输入 yes。`,
});

/** No key lets this user in. */
export const login = (who: Words, name: string, last: Words): Words => ({
	en: `${who.en} does not let this user log in without a question (${last.en}). Load the key into the agent (ssh-add), or name another user: ssh://user@${name}`,
	zh: `${who.zh} 不允许该用户免交互登录（${last.zh}）。将密钥加载到 agent (ssh-add)，或指定其他用户：ssh://user@${name}`,
});

/** What ssh asks then. */
export const loginAsks = (who: Words): Words => ({
	en: `${who.en} wants a password or the passphrase of a key: ssh asks you for it, and slb-wizard never sees it.`,
	zh: `${who.zh} 需要密码或密钥口令：由 ssh 直接询问，slb-wizard 不会看到。`,
});

/** No address for the name. */
export const noAddress = (name: string, last: Words): Words => ({
	en: `${name} has no address here (${last.en})`,
	zh: `本机无法解析 ${name}（${last.zh}）`,
});

/** No connection. */
export const unreachable = (who: Words, last: Words): Words => ({
	en: `${who.en} can't be reached over ssh (${last.en})`,
	zh: `无法通过 ssh 连接 ${who.zh}（${last.zh}）`,
});

/** No program to connect with. */
export const noSsh: Words = {
	en: 'There is no ssh on this machine: install the OpenSSH client',
	zh: '本机没有 ssh：安装 OpenSSH 客户端',
};

/** A connection, and no shell that is understood. */
export const noPosix = (who: Words, last: Words): Words => ({
	en: `${who.en} has no POSIX shell (${last.en}): hosts with Linux are looked at over ssh, others not yet`,
	zh: `${who.zh} 没有 POSIX shell（${last.zh}）：目前只能通过 ssh 检查 Linux 主机`,
});

/** A connection that ends by itself, as for users who may not have a shell. */
export const otherUser = (who: Words, name: string, last: Words): Words => ({
	en: `${who.en} lets this user log in, but gave no shell (${last.en}). Name another user: ssh://user@${name}`,
	zh: `${who.zh} 允许该用户登录，但没有提供 shell（${last.zh}）。指定其他用户：ssh://user@${name}`,
});

/** In place of words: the status that it ended with. */
export const exit = (status: number): Words => ({en: `exit ${status}`, zh: `退出码 ${status}`});

/** A connection over which no shell answers. */
export const byHand = (who: Words, name: string, fault: Words): Words => ({
	en: `${who.en} lets this user log in, but gave no shell (${fault.en}). Try by hand what the login does there: ssh ${name} true`,
	zh: `${who.zh} 允许该用户登录，但没有提供 shell（${fault.zh}）。手动检查登录时执行了什么：ssh ${name} true`,
});

/** A connection that ended, with words that aren't known. */
export const ended = (who: Words, last: Words): Words => ({
	en: `The connection to ${who.en} ended: ${last.en}`,
	zh: `到 ${who.zh} 的连接已断开：${last.zh}`,
});

/** One that ended without any. */
export const endedSilently = (who: Words): Words => ({
	en: `The connection to ${who.en} ended without a word`,
	zh: `到 ${who.zh} 的连接已断开，没有给出原因`,
});

/** What ended it, where ssh doesn't know more. */
export const onTheWay = (isTimeout: boolean): Words => ({
	en: `${isTimeout ? 'timed out' : 'closed'} on the way, at the jump host or ProxyCommand of your OpenSSH configuration`,
	zh: `在途中${isTimeout ? '超时' : '被关闭'}，位于 OpenSSH 配置中的跳板机或 ProxyCommand`,
});
