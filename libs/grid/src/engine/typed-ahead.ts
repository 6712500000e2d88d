import type { GridColumn } from './column';
import { cellRect } from './geometry';
import type { GridContext } from './grid-context';
import { type Command, commandFor } from './keyboard';
import { erases, writesSign, writeText } from './key-in-text';
import { goDown } from './go-down';
import { refuse } from './refuse';
import { replayKey } from './replay-key';
import { type Reach, SeenRows } from './seen-rows';
import { selectCell } from './selection';
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

/** What writes to no record where the cursor stands, or asks what to do with it first. */
const ELSEWHERE: ReadonlySet<Command['do']> = new Set([
  'move',
  'page',
  'tab',
  'edit',
  'escape',
  'add-below',
  'select-all',
  'undo',
  'redo',
  'column-menu',
  'summary-menu',
  'fold-level',
  'resize-column',
]);

/** What is done behind the word, and the text in it. An act answers whether it could be done. */
interface Later {
  act: () => boolean;
  text: string;
  /** Whether it is done to the record under the cursor. */
  isOfRecord: boolean;
  command?: Command | null;
  /** What it writes to, or takes from, beside what is selected. */
  reach?: Reach;
}

/** A word, and what is chosen of it. */
interface Word {
  text: string;
  start: number;
  end: number;
}

interface Run {
  /** Of the record that is read; absent where the host has yet to add it. */
  key?: string;
  column: GridColumn;
  /** Something was written: who erases it again has emptied the cell. */
  isBegun: boolean;
  /** The word as it was ended. */
  ended: Word | null;
  /** The key that ends the word, which the editor gets when it opens, and all that comes behind it, in its order. */
  later: Later[];
  /** The records around as they were seen then; null where they come where they stand. */
  seen: SeenRows | null;
}

/**
 * Turns in which the host draws what a press opens and gives it the keyboard: a menu takes it some turns after it is drawn.
 * All of them end before the browser has another event, so that no key overtakes those that waited.
 */
const TURNS = 32;

/** Where keys wait that come behind no word. */
const NOTHING: Word = { text: '', start: 0, end: 0 };

/** Keys that write nothing by themselves; a dead one is part of the letter that comes next. */
const SILENT: ReadonlySet<string> = new Set([
  'Shift',
  'AltGraph',
  'CapsLock',
  'Alt',
  'Control',
  'Meta',
  'Dead',
]);

const isPlainEnter = ({ key, shiftKey, ctrlKey, altKey }: KeyboardEvent): boolean =>
  key === 'Enter' && !shiftKey && !ctrlKey && !altKey;

/** Keys that end a word, and how a text says them. */
const ENDS: Readonly<Record<string, string>> = { Enter: '\n', Tab: '\t' };

/**
 * What is typed into a record that is known but being read anew: it stands over the cell, where it is written as in its
 * editor, which opens with all of it once the record is there. What comes behind the word is done then. A word is written
 * whole or not at all: where its first letters are refused, the rest is.
 */
export class TypedAhead {
  private run: Run | null = null;
  /** What is still to be done of what waited; null while nothing is. */
  private doing: Later[] | null = null;
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
      this.heedText();
      // An input method that was given up has begun no word.
      if (this.isWriting && !this.run?.isBegun) this.end();
    });
  }

  get isWaiting(): boolean {
    return this.run !== null;
  }

  /** Whether a word waits that has not ended. */
  get isWriting(): boolean {
    return this.run?.ended === null;
  }

  /** Does something behind the word that has ended; false where none waits. */
  doLater(act: () => boolean, text: string, reachOf: () => Reach): boolean {
    if (!this.run?.ended) return false;
    this.run.later.push({ act, text, isOfRecord: true, reach: reachOf() });
    return true;
  }

  /** Does a key on the active cell once its record is read; false where it is not being read. What is typed next comes behind it. */
  doOnceRead(event: KeyboardEvent): boolean {
    if (!this.begin() || !this.run) return false;
    this.run.ended = NOTHING;
    this.take(event);
    return true;
  }

  /** Does what is typed from now on once the host has added a record, which has the cursor then; gives it up where none is. */
  waitForAdded(added: Promise<boolean>): void {
    const { grid } = this;
    const line = grid.addLine.at;
    const column = grid.options.columns[line?.column ?? grid.selection.active?.column ?? 0];
    if (this.run || !column) return;
    const run: Run = { column, isBegun: false, ended: NOTHING, later: [], seen: null };
    this.run = run;
    void added.then((isAdded) => {
      if (this.run !== run) return;
      if (!isAdded) return this.lose();
      this.end();
      // Whoever asks on a line goes on in the column they stand in.
      if (line) this.standIn(line.column);
      void this.doInOrder(run);
    });
  }

  private standIn(column: number): void {
    const { grid } = this;
    const { active } = grid.selection;
    if (active) grid.choose(selectCell(grid.selection, { row: active.row, column }, grid.extent), true);
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
    const seen = SeenRows.around(this.grid, key, active.row, column.id);
    this.run = { key, column, isBegun: false, ended: null, later: [], seen };
    this.grid.reveal(active);
    showOver(this.element, this.grid, active);
    return true;
  }

  /** A letter was refused, and with it the word. */
  refuse({ timeStamp }: Event): void {
    this.refused = { active: this.grid.selection.active, at: timeStamp };
  }

  /** Whether what is written now is of the word that was refused. */
  isOfRefused({ timeStamp }: Event): boolean {
    const { refused } = this;
    const isHere = refused !== null && refused.active === this.grid.selection.active;
    return isHere && timeStamp - refused.at < SAME_WORD_MS;
  }

  /** Takes the keys of a word that waits, and those of one that was refused. */
  take(event: KeyboardEvent): boolean {
    const { run } = this;
    const isLetter = writesSign(event);
    if (!run) return this.isRefused(event, isLetter || erases(event));
    const end = ENDS[event.key];
    // Keys of the word are not the page's shortcuts, nor the grid's.
    if (this.isWriting && end === undefined && event.key !== 'Escape') {
      event.stopPropagation();
      return true;
    }
    if (!isLetter && !erases(event) && !commandFor(event)) return false;
    event.stopPropagation();
    event.preventDefault();
    if (event.key === 'Escape' && this.isWriting) this.end();
    else {
      const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event;
      const press = { key, code, shiftKey, ctrlKey, metaKey, altKey };
      const act = () => replayKey(this.element.ownerDocument, press);
      // What ends the word goes to the editor that has it by then.
      const isEnd = run.ended === null;
      run.ended ??= this.endWord();
      const command = isLetter ? null : commandFor(event);
      const isOfRecord = !isEnd && (command === null || !ELSEWHERE.has(command.do));
      // One line is filled from the one beside it.
      const reach = command?.do === 'fill' ? { above: 1, before: 1 } : {};
      run.later.push({ act, text: end ?? (isLetter ? key : ''), isOfRecord, command, reach });
      this.look();
    }
    return true;
  }

  private get word(): Word {
    const { value: text, selectionStart: start, selectionEnd: end } = this.element;
    return { text, start, end };
  }

  /** What is written without keys behind the word stands behind it, from where it is taken. */
  private endWord(): Word {
    const { word } = this;
    this.element.setSelectionRange(word.text.length, word.text.length);
    return word;
  }

  /** Something was written: of the word, or behind it without keys, as by an input method. */
  heedText(): void {
    const { run, element } = this;
    if (!run || this.isComposing) return;
    if (run.ended) this.keepWritten(run, run.ended.text);
    else if (element.value !== '') run.isBegun = true;
    this.look();
  }

  /** Leaves the word that has ended as it was, and writes in its turn what has come to it. */
  private keepWritten({ later }: Run, word: string): void {
    const { element } = this;
    const { value, ownerDocument } = element;
    if (value === word) return;
    let at = 0;
    while (at < word.length && value[at] === word[at]) at++;
    const text = value.slice(at, value.length - (word.length - at));
    element.value = word;
    const act = () => {
      writeText(ownerDocument, text);
      // An editor has it, or a word that waits: otherwise the cell has taken none.
      return ownerDocument.activeElement !== element || this.isWaiting;
    };
    if (text !== '') later.push({ act, text, isOfRecord: true });
  }

  private isRefused(event: KeyboardEvent, isOfWord: boolean): boolean {
    // Shift is part of a capital.
    if (SILENT.has(event.key)) return false;
    const { refused } = this;
    const isSameWord = this.isOfRefused(event);
    this.refused = null;
    if (!refused || !isSameWord || !(isOfWord || (refused.active !== null && isPlainEnter(event))))
      return false;
    event.stopPropagation();
    event.preventDefault();
    if (isOfWord) this.refuse(event);
    // It goes on as from an editor: what is typed next is meant for the next record.
    else if (refused.active) goDown(this.grid, refused.active);
    return true;
  }

  /** Opens the editor once the record is there; gives the text up to be copied where it is gone, or the cursor is. */
  look(): void {
    const { run, grid, element } = this;
    if (!run?.key || this.isComposing) return;
    const { options, selection } = grid;
    const { active } = selection;
    const isHere = active !== null && options.columns[active.column]?.id === run.column.id;
    if (!isHere || grid.chosenKey(active.row) !== run.key) return this.lose();
    if (isStillRead(options, active)) return showOver(element, grid, active);
    const { text, start, end } = run.ended ?? this.word;
    if (!run.isBegun) this.end();
    else if (!this.openEditor(active, text)) return;
    const editor = element.ownerDocument.activeElement as HTMLInputElement | HTMLTextAreaElement | null;
    if (editor && editor !== element && editor.value === text) editor.setSelectionRange(start, end);
    void this.doInOrder(run);
  }

  /**
   * One after the other, what each opens having the keyboard before the next. What is behind one that cannot be done was
   * meant for another place than where it would come to: it is given up, to be copied.
   */
  private async doInOrder(run: Run): Promise<void> {
    const { later } = run;
    // What waited again comes before what is still to be done behind it.
    if (this.doing) return void this.doing.unshift(...later);
    const doing = [...later];
    this.doing = doing;
    try {
      for (let one = doing.shift(); one; one = doing.shift()) {
        if ((one.isOfRecord || this.grid.addLine.at) && this.isAstray(run, one.reach))
          return this.giveUp(run, [one, ...doing]);
        const { rowCount } = this.grid.options;
        const from = this.grid.selection.active;
        const isLost = (this.isUnknown && one.text.trim() !== '') || !one.act();
        if (isLost) return this.tellLost(run, [one, ...doing]);
        if (this.grid.options.rowCount > rowCount) run.seen?.heedMade();
        else if (run.seen && one.command && from) this.heedMove(run.seen, one.command, from);
        for (let turn = 0; turn < TURNS; turn++) await Promise.resolve();
      }
    } finally {
      this.doing = null;
    }
  }

  private heedMove(seen: SeenRows, command: Command, from: CellPosition): void {
    const { active } = this.grid.selection;
    if (!active) return;
    if (command.do === 'move' && command.rows !== 0 && !command.extend)
      seen.heedRows(from.row, active.row, command.rows);
    // As many rows as are in sight by now.
    else if (command.do === 'page') seen.heedRows(from.row, active.row, Number.NaN);
    const columnId = this.grid.options.columns[from.column]?.id;
    if (command.do === 'tab' && active.row !== from.row && columnId !== undefined)
      seen.heedWrap(columnId, command.step);
  }

  /** Whether the cursor stands elsewhere than what is pressed in the grid was meant for. */
  private isAstray({ seen }: Run, reach?: Reach): boolean {
    const { element, grid } = this;
    const isInGrid = element.ownerDocument.activeElement === element || grid.isEditing;
    return isInGrid && seen !== null && !seen.isUnderCursor(reach);
  }

  /** Whether the cursor stands on a record that is read and not known, so that no word can wait for it. */
  private get isUnknown(): boolean {
    const { element, run, grid } = this;
    const { active } = grid.selection;
    if (run || active === null || element.ownerDocument.activeElement !== element) return false;
    return isStillRead(grid.options, active) && grid.chosenKey(active.row) === undefined;
  }

  /** Opens the editor with the word; gives all up to be copied where it does not open. */
  private openEditor(at: CellPosition, text: string): boolean {
    const { run } = this;
    this.end();
    const isOpen = this.grid.openEditor(at, text);
    if (!isOpen && run) this.tellLost(run, run.later, text);
    return isOpen;
  }

  /** Gives all that waits up, to be copied. */
  lose(): void {
    const { run, element } = this;
    const text = element.value;
    this.end();
    const why = run && run.key === undefined ? this.grid.words.recordNotAdded : undefined;
    if (run) this.tellLost(run, run.later, text, why);
  }

  /** What was meant for another record than stands there: its text can be copied. */
  private giveUp(run: Run, later: readonly Later[]): void {
    const { grid } = this;
    if (later.some(({ text }) => text.trim() !== '')) this.tellLost(run, later, '', grid.words.otherThere);
    else refuse(grid, grid.words.otherThere);
  }

  private tellLost({ column, key }: Run, later: readonly Later[], text = '', why?: string): void {
    const whole = (text + later.map((one) => one.text).join('')).replace(/^[\n\t]+|\s+$/g, '');
    if (whole !== '') this.grid.options.onTextLost?.(whole, column, why, key);
  }

  private end(): void {
    if (!this.run) return;
    this.run = null;
    this.element.value = '';
    this.element.style.cssText = HIDDEN;
  }
}
