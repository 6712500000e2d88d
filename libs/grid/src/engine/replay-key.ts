/** What a key does to text where nothing else answers it. */
const ERASES: Readonly<Record<string, string>> = { Backspace: 'delete', Delete: 'forwardDelete' };

/** Presses a key again, for whatever has the keyboard by now. */
export function replayKey(document: Document, key: KeyboardEventInit & { key: string }): void {
  const press = new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true });
  if (!document.activeElement?.dispatchEvent(press)) return;
  const erase = ERASES[key.key];
  if (erase !== undefined) document.execCommand(erase);
  else if (key.key.length === 1) document.execCommand('insertText', false, key.key);
}
