/** More than any server sends: nginx and Apache stop at 8 kB of request head, browsers at 256 kB of answer. */
export const headLimit = 64 * 1024;
