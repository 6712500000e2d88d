import type { BaseSession } from '@pyairtable/realtime';

/** The log tells of it right behind the answer; where it does not, nobody waits for ever. */
const WITHIN_MS = 3_000;

/**
 * Listens for the next change of a field's type: `heard` is over once the page has it, which comes apart from the answer to whoever
 * asked for it, and at once where nothing is heard without a connection. `end` ends that.
 */
export function hearConversion(
  session: Pick<BaseSession, 'state' | 'subscribe'>,
  fieldId: string,
): { heard: () => Promise<void>; end: () => void } {
  let isHeard = false;
  let tell = () => undefined as void;
  const end = session.subscribe((event) => {
    if (event.type !== 'schema' || event.change.action !== 'field.converted') return;
    if (event.change.fieldId !== fieldId) return;
    isHeard = true;
    tell();
  });
  const heard = () =>
    isHeard || session.state !== 'online'
      ? Promise.resolve()
      : new Promise<void>((resolve) => {
          tell = resolve;
          setTimeout(resolve, WITHIN_MS);
        });
  return { heard, end };
}
