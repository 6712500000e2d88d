import { type LinkedTitle, TITLE_LIMITS } from '@pyairtable/contracts';
import { RequestError } from '@/http/request';
import type { FindTitled, Titled } from './pasted-links';

/** Without any answer for so long nothing more is waited for; while answers come there may be as many as it takes. */
const SILENCE_MS = 10_000;

class Silence extends RequestError {
  constructor() {
    super('UNREACHABLE', 'No answer came for 10 seconds. Paste them again later.', 0);
  }
}

/**
 * Looks titles up in the tables that they are wanted from. Answers what was found, and the first failure where some could
 * not be looked up: other tables are asked all the same, unless there is no answer at all. `signal` gives all of it up.
 */
export async function lookUpTitles(
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
  find: FindTitled,
  signal: AbortSignal,
): Promise<{ found: ReadonlyMap<string, Titled>; failure: unknown }> {
  const found = new Map<string, Map<string, LinkedTitle | null>>();
  let failure: unknown = null;
  for (const [tableId, titles] of wanted) {
    const titled = new Map<string, LinkedTitle | null>();
    found.set(tableId, titled);
    try {
      for (const asked of blocksOf([...titles])) {
        const records = await unlessSilent((given) => find(tableId, asked, given), signal);
        for (const title of asked) titled.set(title, records.get(title) ?? null);
      }
    } catch (error) {
      failure ??= error;
      if (signal.aborted || error instanceof Silence) break;
    }
  }
  return { found, failure: signal.aborted ? null : failure };
}

function blocksOf(titles: readonly string[]): string[][] {
  const blocks: string[][] = [];
  for (let from = 0; from < titles.length; from += TITLE_LIMITS.asked)
    blocks.push(titles.slice(from, from + TITLE_LIMITS.asked));
  return blocks;
}

/** One answer, given up when it does not come for long, or with `signal`. Throws Silence, or the signal's reason. */
async function unlessSilent<T>(ask: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const request = new AbortController();
  const giveUp = () => request.abort(signal.reason);
  signal.addEventListener('abort', giveUp);
  const timer = setTimeout(() => request.abort(new Silence()), SILENCE_MS);
  const givenUp = new Promise<never>((_, reject) =>
    request.signal.addEventListener('abort', () => reject(request.signal.reason as Error)),
  );
  try {
    return await Promise.race([givenUp, ask(request.signal)]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}
