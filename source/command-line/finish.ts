/** Takes a command's exit status. */
export type Finish = (status: number) => void;
