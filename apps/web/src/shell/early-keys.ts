import { type KeyPress, replayKey, writeText } from '@pyairtable/grid';

/** A press, or what was pasted. */
type EarlyKey = KeyPress | { text: string };

/** What `EARLY_KEYS_SCRIPT` leaves on the page. */
interface EarlyKeys {
  keys: EarlyKey[];
  end: () => void;
}

declare global {
  interface Window {
    earlyKeys?: EarlyKeys;
  }
}

/** Presses and writes again, in its order, what was pressed and pasted before the page could hear it. */
export async function replayEarlyKeys(): Promise<void> {
  const early = window.earlyKeys;
  if (!early) return;
  delete window.earlyKeys;
  for (let key = early.keys[0]; key; key = early.keys[0]) {
    if ('text' in key) writeText(document, key.text);
    else replayKey(document, key);
    // What each does is drawn before the next; what is pressed meanwhile comes behind.
    await new Promise((resolve) => setTimeout(resolve));
    early.keys.shift();
  }
  early.end();
}
