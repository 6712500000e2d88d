import { type KeyPress, replayKey } from '@pyairtable/grid';

/** What `EARLY_KEYS_SCRIPT` leaves on the page. */
interface EarlyKeys {
  keys: KeyPress[];
  end: () => void;
}

declare global {
  interface Window {
    earlyKeys?: EarlyKeys;
  }
}

/** Presses again, in their order, what was pressed before the page could hear it. */
export async function replayEarlyKeys(): Promise<void> {
  const early = window.earlyKeys;
  if (!early) return;
  delete window.earlyKeys;
  for (let key = early.keys[0]; key; key = early.keys[0]) {
    replayKey(document, key);
    // What each does is drawn before the next; what is pressed meanwhile comes behind.
    await new Promise((resolve) => setTimeout(resolve));
    early.keys.shift();
  }
  early.end();
}
