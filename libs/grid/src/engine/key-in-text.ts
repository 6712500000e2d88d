import { letterOf, type KeyPress } from './keyboard';

/** Whether a press writes its sign. AltGr is Ctrl and Alt together; Alt alone writes signs on some keyboards, no letters. */
export function writesSign({ key, ctrlKey, metaKey, altKey }: KeyPress): boolean {
  if (key.length !== 1 || metaKey) return false;
  if (ctrlKey) return altKey;
  return !altKey || !/[a-z0-9]/i.test(key);
}

/** Whether a press takes something of a text away: a letter, or with Ctrl a word. */
export function erases({ key }: Pick<KeyPress, 'key'>): boolean {
  return key === 'Backspace' || key === 'Delete';
}

const COMMANDS: Readonly<Record<string, string>> = { a: 'selectAll', z: 'undo', y: 'redo' };

type Motion = [direction: 'backward' | 'forward' | 'left' | 'right', by: string];

function motionOf({ key, ctrlKey, metaKey }: KeyPress): Motion | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight':
      return [
        key === 'ArrowLeft' ? 'left' : 'right',
        metaKey ? 'lineboundary' : ctrlKey ? 'word' : 'character',
      ];
    case 'ArrowUp':
    case 'ArrowDown':
      return [
        key === 'ArrowUp' ? 'backward' : 'forward',
        metaKey ? 'documentboundary' : ctrlKey ? 'paragraph' : 'line',
      ];
    case 'Home':
    case 'End':
      return [
        key === 'Home' ? 'backward' : 'forward',
        ctrlKey || metaKey ? 'documentboundary' : 'lineboundary',
      ];
    default:
      return null;
  }
}

const TEXT_BOX =
  'textarea, input:not([type="checkbox"], [type="radio"], [type="range"], [type="color"], [type="file"], [type="button"], [type="submit"], [type="reset"])';

/**
 * Whether what has the keyboard is written in. The browser does its commands where the selection is, which stays in the box
 * that had the keyboard before something without text took it.
 */
function isInText({ activeElement }: Document): boolean {
  return (
    activeElement instanceof HTMLElement &&
    (activeElement.isContentEditable || activeElement.matches(TEXT_BOX))
  );
}

/** Writes a text where the keyboard is; what is not written in has no use for it. */
export function writeText(document: Document, text: string): void {
  if (isInText(document)) document.execCommand('insertText', false, text);
}

/**
 * Does what a press does by itself in the text box that has the keyboard, which a press made by a script does not. False
 * where that cannot be done, as leaving the box for the next one on the page.
 */
export function doInText(document: Document, press: KeyPress): boolean {
  const { key, shiftKey, ctrlKey, metaKey } = press;
  if (key === 'Tab') return false;
  if (!isInText(document)) return true;
  if (writesSign(press)) document.execCommand('insertText', false, key);
  else if (key === 'Enter' && !ctrlKey && !metaKey && document.activeElement?.tagName === 'TEXTAREA')
    document.execCommand('insertText', false, '\n');
  else if (erases(press)) erase(document, press);
  else if (key.length === 1 && (ctrlKey || metaKey)) {
    const letter = letterOf(press);
    const command = letter === 'z' && shiftKey ? 'redo' : COMMANDS[letter];
    if (command !== undefined) document.execCommand(command);
  } else {
    const motion = motionOf(press);
    if (motion) document.getSelection()?.modify(shiftKey ? 'extend' : 'move', ...motion);
  }
  return true;
}

function erase(document: Document, { key, ctrlKey, metaKey }: KeyPress): void {
  const box = document.activeElement as Partial<HTMLTextAreaElement> | null;
  const isChosen = box?.selectionStart !== box?.selectionEnd;
  const direction = key === 'Backspace' ? 'backward' : 'forward';
  if (!isChosen && (ctrlKey || metaKey))
    document.getSelection()?.modify('extend', direction, metaKey ? 'lineboundary' : 'word');
  document.execCommand(key === 'Backspace' ? 'delete' : 'forwardDelete');
}
