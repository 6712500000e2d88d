const FIRST_MS = 400;
const LONGEST_MS = 15_000;

/**
 * Milliseconds to wait before attempt `attempt` (0 is the first): exponential, with full jitter so that the browsers
 * of a restarted server do not come back together, and never 0.
 */
export function reconnectDelay(attempt: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling * (0.2 + 0.8 * random()));
}
