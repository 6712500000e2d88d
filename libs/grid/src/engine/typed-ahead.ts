import type { GridColumn } from './column';
import { cellRect } from './geometry';
import type { GridContext } from './grid-context';
import { commandFor } from './keyboard';
import { replayKey } from './replay-key';
import type { CellPosition } from './selection-types';
import { isStillRead } from './why-locked';

export const HIDDEN =
  'position:absolute;left:0;top:0;width:1px;height:1px;opacity:0;padding:0;border:0;margin:0;resize:none;outline:none;overflow:hidden;pointer-events:none;white-space:pre;z-index:0;background:transparent';

/** Shows a text area over a cell as its editor would stand there. */
export function showOver(
  element: HTMLElement,
  { layout, scroll, options }: GridContext,
  at: CellPosition,
): void {
  const { x, y, width, height } = cellRect(layout, scroll, at);
  const { theme } = options;
  element.style.cssText = `${HIDDEN};left:${x}px;top:${y}px;width:${width}px;height:${height}px;opacity:1;padding:6px 8px;z-index:3;box-sizing:border-box;background:${theme.canvas};color:${theme.text};font:${theme.fontWeight} ${theme.fontSize}px ${theme.fontFamily}`;
}

/** Letters behind a refused one that come within this time are of the same word. */
const SAME_WORD_MS = 1_000;

/** What is done behind the word, and the text in it. */
interface Later {
  act: () => void;
  text: string;
}

interface Run {
  key: string;
  column: GridColumn;
  /** The key that ends the word, which the editor gets when it opens, and all that comes behind it, in its order. */
  later: Later[];
}

/** Keys that end a word, and how a text says them. */
const ENDS: Readonly<Record<string, string>> = { Enter: '\n', Tab: '\t' };

/**
 * What is typed into a record that is known but being read anew: it stands over the cell, where it is written as in its
 * editor, which opens with all of it once the record is there. What comes behind the word is done then. A word is written
 * whole or not at all: where its first letters are refused, the rest is.
 */
export class TypedAhead {
  private run: Run | null = null;
  private isComposing = false;
  private refused: { active: CellPosition | null; at: number } | null = null;

  constructor(
    private readonly element: HTMLTextAreaElement,
    private readonly grid: GridContext,
  ) {
    element.addEventListener('blur', () => {
      // Looking at another window leaves no text box.
      if (element.ownerDocument.activeElement !== element) this.lose();
    });
    element.addEventListener('compositionstart', () => (this.isComposing = true));
    element.addEventListener('compositionend', () => {
      this.isComposing = false;
      this.look();
    });
  }

  get isWaiting(): boolean {
    return this.run !== null;
  }

  /** Whether a word waits that has not ended. */
  get isWriting(): boolean {
    return this.run?.later.length === 0;
  }

  /** Does something behind the word that has ended; false where none waits. */
  doLater(act: () => void, text: string): boolean {
    if (!this.run || this.isWriting) return false;
    this.run.later.push({ act, text });
    return true;
  }

  /** Lets the active cell have the word that begins, once its record is read; false where it is not being read. */
  begin(): boolean {
    if (this.run) return true;
    const { options, selection } = this.grid;
    const { active } = selection;
    const column = options.columns[active?.column ?? -1];
    if (!active || !column || !options.onEdits || !isStillRead(options, active)) return false;
    const key = this.grid.chosenKey(active.row);
    if (key === undefined) return false;
    this.run = { key, column, later: [] };
    this.grid.reveal(active);
    showOver(this.element, this.grid, active);
    return true;
  }

  /** A letter was refused, and with it the word. */
  refuse({ timeStamp }: KeyboardEvent): void {
    this.refused = { active: this.grid.selection.active, at: timeStamp };
  }

  /** Takes the keys of a word that waits, and those of one that was refused. */
  take(event: KeyboardEvent): boolean {
    const { run } = this;
    // AltGr is Ctrl and Alt together.
    const isLetter = event.key.length === 1 && ((!event.ctrlKey && !event.metaKey) || event.altKey);
    if (!run) return this.isRefused(event, isLetter);
    const end = ENDS[event.key];
    // Keys of the word are not the page's shortcuts, nor the grid's.
    if (this.isWriting && end === undefined && event.key !== 'Escape') {
      event.stopPropagation();
      return true;
    }
    if (!isLetter && !commandFor(event)) return false;
    event.stopPropagation();
    event.preventDefault();
    if (event.key === 'Escape' && this.isWriting) this.end();
    else {
      const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event;
      const press = { key, code, shiftKey, ctrlKey, metaKey, altKey };
      const act = () => replayKey(this.element.ownerDocument, press);
      run.later.push({ act, text: end ?? (isLetter ? key : '') });
      this.look();
    }
    return true;
  }

  private isRefused(event: KeyboardEvent, isLetter: boolean): boolean {
    const { refused } = this;
    const isSameWord =
      isLetter &&
      refused !== null &&
      refused.active === this.grid.selection.active &&
      event.timeStamp - refused.at < SAME_WORD_MS;
    if (!isSameWord) {
      this.refused = null;
      return false;
    }
    event.stopPropagation();
    event.preventDefault();
    this.refuse(event);
    return true;
  }

  /** Opens the editor once the record is there; gives the text up to be copied where it is gone, or the cursor is. */
  look(): void {
    const { run, grid, element } = this;
    if (!run || this.isComposing) return;
    const { options, selection } = grid;
    const { active } = selection;
    const isHere = active !== null && options.columns[active.column]?.id === run.column.id;
    if (!isHere || grid.chosenKey(active.row) !== run.key) return this.lose();
    if (isStillRead(options, active)) return showOver(element, grid, active);
    const { value: text, selectionStart, selectionEnd } = element;
    if (text === '') this.end();
    else if (!this.openEditor(active, text)) return;
    const editor = element.ownerDocument.activeElement as HTMLInputElement | HTMLTextAreaElement | null;
    if (editor && editor !== element && editor.value === text)
      editor.setSelectionRange(selectionStart, selectionEnd);
    void doInOrder(run.later);
  }

  /** Opens the editor with the word; gives all up to be copied where it does not open. */
  private openEditor(at: CellPosition, text: string): boolean {
    const { run } = this;
    this.end();
    const isOpen = this.grid.openEditor(at, text);
    if (!isOpen && run) this.tellLost(run, text);
    return isOpen;
  }

  private lose(): void {
    const { run, element } = this;
    const text = element.value;
    this.end();
    if (run) this.tellLost(run, text);
  }

  private tellLost({ column, later }: Run, text: string): void {
    const whole = (text + later.map((one) => one.text).join('')).trimEnd();
    if (whole !== '') this.grid.options.onTextLost?.(whole, column);
  }

  private end(): void {
    if (!this.run) return;
    this.run = null;
    this.element.value = '';
    this.element.style.cssText = HIDDEN;
  }
}

/** One after the other, what each does to the page being drawn before the next. */
async function doInOrder(acts: readonly Later[]): Promise<void> {
  for (const { act } of acts) {
    act();
    await Promise.resolve();
  }
}
