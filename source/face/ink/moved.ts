/** The place of the focus after it has moved, round the ends of a list of that length. */
export const moved = (focus: number, by: number, length: number): number => (focus + by + length) % length;
