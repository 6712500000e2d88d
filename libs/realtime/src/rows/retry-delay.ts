const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/** Milliseconds until something is read again that could not be read, `failures` times before in a row. */
export const retryDelay = (failures: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);
