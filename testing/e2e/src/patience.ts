/** How long anything may take to show: a busy machine is slow, and what never comes ends here. Milliseconds. */
export const PATIENCE_MS = 30_000;
