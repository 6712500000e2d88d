const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/** What fails only after long is left alone for some times as long: the server is there for others too. */
const REST = 3;
const LONGEST_REST_MS = 60_000;

/**
 * Milliseconds until something is read again that could not be read, `failures` times before in a row, the last time after
 * `tookMs`.
 */
export const retryDelay = (failures: number, tookMs: number): number =>
  Math.max(Math.min(LONGEST_MS, FIRST_MS * 2 ** failures), Math.min(LONGEST_REST_MS, REST * tookMs));
