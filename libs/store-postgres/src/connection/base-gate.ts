import { setTimeout as pause } from 'node:timers/promises';
import type { Prepared } from '../sql/statement';
import { waitedInVain } from './faults';

/** Whoever waits longer for a base's gate than this is told to come back. */
const GATE_TIMEOUT_MS = 5_000;

/**
 * Takes the base's gate until the end of the transaction. Whoever sends more than one statement for a base takes it
 * before all else, since only a lone statement has its tables before it waits for anything. With `patienceMs`, every
 * later wait of the transaction for a lock ends after that time.
 */
export function gateStatement(baseId: string, patienceMs: number = GATE_TIMEOUT_MS): Prepared {
  return {
    text: `SELECT set_config('lock_timeout', '${GATE_TIMEOUT_MS}', true),
      pg_advisory_xact_lock(hashtextextended('structure/' || $1, 0)), set_config('lock_timeout', $2, true)`,
    parameters: [baseId, `${patienceMs}`],
  };
}

/** Shorter than any server's deadlock_timeout, and than anybody notices who waits behind us meanwhile. */
const PATIENCE_MS = 50;
/** How long what others stand in the way of is tried again. */
export const GIVE_UP_MS = 5_000;
/** For the last try: by then PostgreSQL has cancelled an autovacuum that stood in the way. */
const LAST_PATIENCE_MS = 1_500;

/** As many attempts follow one another in a turn, since whoever waits in line for each is out of time after a few. */
const ATTEMPTS_A_TURN = 4;

/**
 * Runs `attempt`, a whole transaction, again and again until it had all its locks. A change of structure needs tables
 * that others read and write in an order of their own: it waits for each a moment only, and then lets everybody pass;
 * those who wait for a turn too, after some attempts.
 */
export async function givingWay<T>(
  inTurn: <R>(work: () => Promise<R>) => Promise<R>,
  attempt: (patienceMs: number) => Promise<T>,
): Promise<T> {
  // Of trying: who waits for a turn, or a place, tries nothing meanwhile.
  let leftMs = GIVE_UP_MS;
  const turn = async (): Promise<{ result: T } | null> => {
    const end = performance.now() + leftMs;
    for (let count = 0; count < ATTEMPTS_A_TURN; count++) {
      const last = performance.now() > end - LAST_PATIENCE_MS;
      try {
        return { result: await attempt(last ? LAST_PATIENCE_MS : PATIENCE_MS) };
      } catch (error) {
        if (last || !waitedInVain(error)) throw error;
        await pause(Math.random() * PATIENCE_MS);
      }
    }
    leftMs = end - performance.now();
    return null;
  };
  for (;;) {
    const done = await inTurn(turn);
    if (done) return done.result;
  }
}
