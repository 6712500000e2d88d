import type { BaseSession } from '@pyairtable/realtime';

/** The log tells of it right behind the answer; where it does not, nobody waits for ever. */
const WITHIN_MS = 3_000;

/**
 * Asks for another type of a field, and answers once the page has also heard of it, which comes apart from the answer; at once where
 * nothing is heard without a connection.
 */
export async function hearConversion<T>(
  session: Pick<BaseSession, 'state' | 'subscribe'>,
  fieldId: string,
  ask: () => Promise<T>,
): Promise<T> {
  let isHeard = false;
  let tell = () => undefined as void;
  const end = session.subscribe((event) => {
    if (event.type !== 'schema' || event.change.action !== 'field.converted') return;
    if (event.change.fieldId !== fieldId) return;
    isHeard = true;
    tell();
  });
  try {
    const answer = await ask();
    if (!isHeard && session.state === 'online')
      await new Promise<void>((resolve) => {
        tell = resolve;
        setTimeout(resolve, WITHIN_MS);
      });
    return answer;
  } finally {
    end();
  }
}
