import {hostname, userInfo} from 'node:os';

/** Who changes something, for the journal: `root@bastion`, in one word. */
export const whoami = (): string => {
	const user = process.env.SUDO_USER ?? nameOfUser();
	return `${user}@${hostname()}`.replace(/[^\w@.-]/g, '_');
};

const nameOfUser = (): string => {
	try {
		return userInfo().username;
	} catch {
		// A user that has no name on this machine, as in a container.
		return `${process.getuid?.() ?? 'somebody'}`;
	}
};
