/** A key press as the grid understands it; the grid itself carries it out. */
export type Command =
  | { do: 'move'; rows: number; columns: number; extend: boolean }
  | { do: 'page'; pages: 1 | -1; extend: boolean }
  | { do: 'tab'; step: 1 | -1 }
  | { do: 'enter' }
  | { do: 'edit' }
  | { do: 'escape' }
  | { do: 'clear' }
  | { do: 'expand' }
  | { do: 'tick-row' }
  | { do: 'select-all' }
  | { do: 'undo' }
  | { do: 'redo' }
  | { do: 'add-below' }
  | { do: 'fold-level' }
  | { do: 'move-rows'; by: 1 | -1 }
  | { do: 'summary-menu' }
  | { do: 'fill'; towards: 'down' | 'right' }
  | { do: 'column-menu' }
  | { do: 'cell-menu' }
  | { do: 'resize-column'; by: number };

/** The part of a KeyboardEvent that decides. */
export interface KeyPress {
  key: string;
  /** The key's place on the keyboard, as "KeyZ". */
  code?: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing?: boolean;
}

const ARROWS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Pixels a column grows or shrinks per Alt+Shift+arrow. */
const RESIZE_STEP = 16;

function times(direction: number, factor: number): number {
  return direction === 0 ? 0 : direction * factor;
}

/**
 * The latin letter of a press, in lower case: the one that it types, or that stands on the key where the layout has letters
 * of another script. Other keys are as they are.
 */
export function letterOf({ key, code = '' }: Pick<KeyPress, 'key' | 'code'>): string {
  const isOfAnotherScript = key.length === 1 && key > '\u007f';
  return (isOfAnotherScript && /^Key[A-Z]$/.test(code) ? code.slice(3) : key).toLowerCase();
}

function controlCommand(press: KeyPress): Command | null {
  const { shiftKey: extend } = press;
  switch (letterOf(press)) {
    case 'home':
      return { do: 'move', rows: -Infinity, columns: -Infinity, extend };
    case 'end':
      return { do: 'move', rows: Infinity, columns: Infinity, extend };
    case 'a':
      return { do: 'select-all' };
    case 'z':
      return { do: extend ? 'redo' : 'undo' };
    case 'y':
      return { do: 'redo' };
    case 'd':
      return { do: 'fill', towards: 'down' };
    case 'r':
      return extend ? null : { do: 'fill', towards: 'right' };
    default:
      return null;
  }
}

function altCommand(press: KeyPress): Command | null {
  if (press.key === 'ArrowDown' && !press.shiftKey) return { do: 'column-menu' };
  if (press.key === 'ArrowUp' && !press.shiftKey) return { do: 'summary-menu' };
  if (press.key === 'Enter' && !press.shiftKey) return { do: 'fold-level' };
  if (press.shiftKey && press.key === 'ArrowUp') return { do: 'move-rows', by: -1 };
  if (press.shiftKey && press.key === 'ArrowDown') return { do: 'move-rows', by: 1 };
  if (press.shiftKey && press.key === 'ArrowLeft') return { do: 'resize-column', by: -RESIZE_STEP };
  if (press.shiftKey && press.key === 'ArrowRight') return { do: 'resize-column', by: RESIZE_STEP };
  return null;
}

function plainCommand(press: KeyPress): Command | null {
  const { shiftKey: extend } = press;
  switch (press.key) {
    case 'Home':
      return { do: 'move', rows: 0, columns: -Infinity, extend };
    case 'End':
      return { do: 'move', rows: 0, columns: Infinity, extend };
    case 'PageUp':
      return { do: 'page', pages: -1, extend };
    case 'PageDown':
      return { do: 'page', pages: 1, extend };
    case 'Tab':
      return { do: 'tab', step: extend ? -1 : 1 };
    case 'Enter':
      return extend ? { do: 'add-below' } : { do: 'enter' };
    case 'F2':
      return { do: 'edit' };
    case 'Escape':
      return { do: 'escape' };
    case 'Delete':
    case 'Backspace':
      return { do: 'clear' };
    case ' ':
      return extend ? { do: 'tick-row' } : { do: 'expand' };
    case 'F10':
      return extend ? { do: 'cell-menu' } : null;
    case 'ContextMenu':
      return { do: 'cell-menu' };
    default:
      return null;
  }
}

/** The command of a key press in the grid, or null when the key is not the grid's (typing, browser shortcuts, IME). */
export function commandFor(press: KeyPress): Command | null {
  if (press.isComposing || press.key === 'Process') return null;
  const control = press.ctrlKey || press.metaKey;
  if (press.altKey) return control ? null : altCommand(press);
  const arrow = ARROWS[press.key];
  if (arrow) {
    const factor = control ? Infinity : 1;
    return {
      do: 'move',
      rows: times(arrow[0], factor),
      columns: times(arrow[1], factor),
      extend: press.shiftKey,
    };
  }
  return control ? controlCommand(press) : plainCommand(press);
}
