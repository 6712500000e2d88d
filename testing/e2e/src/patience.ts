/**
 * How long anything may take to show: a busy machine is slow, and what never comes ends here. The long forms have more to do
 * in a step. Milliseconds.
 */
export const PATIENCE_MS = process.env['SOAK'] === undefined ? 30_000 : 240_000;
