import { doInText } from './key-in-text';
import type { KeyPress } from './keyboard';

/** Presses a key again, for whatever has the keyboard by now; false where it cannot do what it would have done. */
export function replayKey(document: Document, key: KeyPress): boolean {
  const press = new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true });
  return !document.activeElement?.dispatchEvent(press) || doInText(document, key);
}
