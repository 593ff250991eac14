import {verbatim, type Words} from './words.ts';

const known = new Map<unknown, Words>([
	['ENOSPC', {en: 'no space is left on the disk', zh: '磁盘空间不足'}],
	['EDQUOT', {en: 'the quota of the disk is used up', zh: '磁盘配额已用完'}],
	['EACCES', {en: 'permission denied', zh: '权限不足'}],
	['EPERM', {en: 'not permitted', zh: '操作不被允许'}],
	['EROFS', {en: 'the file system is read-only', zh: '文件系统为只读'}],
	['ENOENT', {en: 'there is no such file or folder', zh: '没有这个文件或目录'}],
	['ENOTDIR', {en: 'a part of the path is no folder', zh: '路径的一部分不是目录'}],
	['EISDIR', {en: 'it is a folder', zh: '它是一个目录'}],
	['EEXIST', {en: 'a file of that name is there', zh: '已有同名文件'}],
	['EFBIG', {en: 'the file would become too large', zh: '文件将会过大'}],
	['EADDRINUSE', {en: 'something listens there already', zh: '该地址已被监听'}],
	['EIO', {en: 'the disk reports an error', zh: '磁盘报告错误'}],
]);

/** The system's reason why a file could not be read or written, in words (errno(3)). */
export const systemWords = (error: unknown): Words => {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	const bare = typeof code === 'string' ? code : error instanceof Error ? error.message : String(error);
	return known.get(code) ?? verbatim(bare);
};
