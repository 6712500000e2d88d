import type { GridColumn } from './column';
import { cellRect } from './geometry';
import type { GridContext } from './grid-context';
import { commandFor } from './keyboard';
import { refuse } from './refuse';
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

interface Run {
  key: string;
  column: GridColumn;
  /** The key that ends the word: the editor gets it when it opens. */
  end: KeyboardEventInit | null;
}

/**
 * What is typed into a record that is known but being read anew: it stands over the cell, and the editor opens with all
 * of it once the record is there. A word is written whole or not at all: where its first letters are refused, the rest is.
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

  /** Lets the active cell have the word that begins, once its record is read; false where it is not being read. */
  begin(): boolean {
    const { options, selection } = this.grid;
    const { active } = selection;
    const column = options.columns[active?.column ?? -1];
    if (!active || !column || !options.onEdits || !isStillRead(options, active)) return false;
    const key = this.grid.chosenKey(active.row);
    if (key === undefined) return false;
    this.run = { key, column, end: null };
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
    const isErasing = event.key === 'Backspace' || event.key === 'Delete';
    if (run.end === null && (isLetter || isErasing)) {
      event.stopPropagation();
      return true;
    }
    if (!isLetter && !commandFor(event)) return false;
    event.stopPropagation();
    event.preventDefault();
    if (event.key === 'Escape') this.end();
    else if (run.end !== null) refuse(this.grid, this.grid.words.notLoaded);
    else if (event.key === 'Enter' || event.key === 'Tab') {
      run.end = { key: event.key, shiftKey: event.shiftKey };
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
    const text = element.value;
    this.end();
    if (text === '') return;
    if (!grid.openEditor(active, text)) return void options.onTextLost?.(text, run.column);
    const editor = element.ownerDocument.activeElement;
    if (run.end && editor !== element)
      editor?.dispatchEvent(new KeyboardEvent('keydown', { ...run.end, bubbles: true, cancelable: true }));
  }

  private lose(): void {
    const { run, element } = this;
    const text = element.value;
    this.end();
    if (run && text !== '') this.grid.options.onTextLost?.(text, run.column);
  }

  private end(): void {
    if (!this.run) return;
    this.run = null;
    this.element.value = '';
    this.element.style.cssText = HIDDEN;
  }
}
