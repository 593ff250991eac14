import type {Command} from '../engine/command.ts';

/** An `ss` command. It asks the kernel through sock_diag(7), whose parts are modules on many hosts. */
export const ss = (modules: readonly ('tcp_diag' | 'udp_diag')[], ...args: readonly string[]): Command => ({
	file: 'ss',
	args,
	privileged: true,
	loads: ['inet_diag', ...modules],
});
