/** A rule set with a million elements has some tens of megabytes; what is longer is no answer. */
export const mostOutputBytes = 64 * 1024 * 1024;

/** Where tools of root are, which other users' PATH lacks. */
export const rootFolders = '/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin';
