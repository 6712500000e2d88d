import { ClipboardInput } from './clipboard-input';
import { pressInPlace, runCommand } from './commands';
import type { GridColumn } from './column';
import { editableCell } from './edits';
import type { GridContext } from './grid-context';
import { type Command, commandFor } from './keyboard';
import { refuse } from './refuse';
import type { CellPosition } from './selection-types';
import { HIDDEN, showOver, TypedAhead } from './typed-ahead';
import { WidthByKeys } from './width-by-keys';

/** What takes the keyboard somewhere once its record is there: what is typed behind it is meant for that place, not for the cell. */
const NEED_RECORD: ReadonlySet<Command['do']> = new Set(['enter', 'edit', 'expand', 'cell-menu']);

/**
 * The grid's one focusable element: a text area out of sight. Being editable it lets an input method compose the very
 * first letter, receives clipboard events in every browser, and names the active cell to assistive technology.
 */
export class Typing {
  readonly element: HTMLTextAreaElement;
  readonly ahead: TypedAhead;
  private readonly widths: WidthByKeys;
  /** The cell that a word is composed in. */
  private composed: { position: CellPosition; key: string | undefined; column: GridColumn } | null = null;
  /** A letter is composed of a word that was refused. */
  private isRefusing = false;

  constructor(
    document: Document,
    private readonly grid: GridContext,
  ) {
    const element = document.createElement('textarea');
    this.element = element;
    element.style.cssText = HIDDEN;
    element.rows = 1;
    // No on-screen keyboard on phones until an editor opens.
    element.inputMode = 'none';
    element.autocomplete = 'off';
    element.spellcheck = false;
    element.setAttribute('autocapitalize', 'off');
    element.setAttribute('data-grid-focus', '');
    this.ahead = new TypedAhead(element, grid);
    this.widths = new WidthByKeys(element, grid);
    element.addEventListener('keydown', this.handleKey);
    element.addEventListener('input', this.handleInput);
    element.addEventListener('compositionstart', this.handleCompositionStart);
    element.addEventListener('compositionend', this.handleCompositionEnd);
    new ClipboardInput(element, grid, this.ahead);
  }

  /** Whether text is in it that no editor has taken yet. */
  get holdsText(): boolean {
    return this.ahead.isWaiting || this.composed !== null;
  }

  /** What no editor has taken is kept to copy. */
  dispose(): void {
    const { composed, element, grid } = this;
    this.composed = null;
    if (composed && element.value !== '')
      grid.options.onTextLost?.(element.value, composed.column, undefined, composed.key);
    this.ahead.lose();
  }

  private readonly handleKey = (event: KeyboardEvent): void => {
    if (event.isComposing || event.key === 'Process' || event.defaultPrevented) return;
    if (this.ahead.take(event)) return;
    const command = commandFor(event);
    if (command) {
      // At the very ends Tab leaves the grid, so that the keyboard is never trapped.
      if (command.do === 'tab' && this.isAtEnd(command.step)) return;
      if (NEED_RECORD.has(command.do) && this.ahead.doOnceRead(event)) return;
      event.preventDefault();
      event.stopPropagation();
      // Until its keys are let go it is one act.
      if (command.do === 'resize-column') this.widths.step(command.by);
      else runCommand(this.grid, command);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    if (this.isAddedLater()) {
      this.grid.addLine.make();
      if (this.ahead.take(event)) return;
    }
    if (pressInPlace(this.grid, event.key)) event.preventDefault();
    else if (!this.canType() && !this.ahead.begin()) {
      event.preventDefault();
      this.ahead.refuse(event);
      this.tellWhy();
    }
  };

  private isAtEnd(step: 1 | -1): boolean {
    const { selection, extent } = this.grid;
    const { active } = selection;
    const { at } = this.grid.heads;
    if (at !== null) {
      const before = extent.rows.rank(extent.rows.heads?.groups[at]?.start ?? 0);
      return step === 1 ? before >= extent.rows.shownCount : before === 0;
    }
    const line = this.grid.addLine.at;
    if (line && step === -1)
      return line.column === 0 && line.group === undefined && this.grid.addLine.rowBefore(line) < 0;
    if (line) return line.column === extent.columnCount - 1;
    if (!active) return true;
    return step === 1
      ? active.row === extent.rows.atRank(extent.rows.shownCount - 1) &&
          active.column === extent.columnCount - 1
      : extent.rows.rank(active.row) === 0 && active.column === 0;
  }

  private canType(): boolean {
    const { options, addLine, selection } = this.grid;
    const { active } = selection;
    const line = addLine.at;
    if (line)
      return !options.columns[line.column]?.readonly && (options.takesTyped?.(line.group) ?? true) === true;
    return !!active && editableCell(options, active.row, active.column) !== null;
  }

  /** Whether the cursor is where a record is begun that the host adds once it can. */
  private isAddedLater(): boolean {
    const { options, addLine } = this.grid;
    const line = addLine.at;
    if (!line || options.columns[line.column]?.readonly) return false;
    return options.takesTyped?.(line.group) === 'later';
  }

  private tellWhy(): void {
    const { grid } = this;
    const { active } = grid.selection;
    const line = grid.addLine.at;
    if (line) refuse(grid, grid.options.columns[line.column]?.readonlyReason ?? grid.words.enterAdds);
    else if (active) grid.tellLocked(active);
  }

  private readonly handleInput = (): void => {
    const { element } = this;
    if (this.composed || this.isRefusing) return;
    // What comes without a key, as from a list of signs, begins a word too.
    if (this.ahead.isWaiting || (element.value !== '' && !this.canType() && this.ahead.begin()))
      return this.ahead.heedText();
    if (element.value === '') return;
    // A cell that answers a key itself does so in a new record too.
    if (this.begin() && pressInPlace(this.grid, element.value)) element.value = '';
    else this.openWithTyped(this.grid.selection.active);
  };

  /** Makes the record that is typed into where one is added; false elsewhere. */
  private begin(): boolean {
    const { addLine } = this.grid;
    return addLine.at !== null && this.canType() && addLine.make() !== null;
  }

  private openWithTyped(position: CellPosition | null): boolean {
    const text = this.element.value;
    this.element.value = '';
    return position !== null && text !== '' && this.grid.openEditor(position, text);
  }

  private readonly handleCompositionStart = (event: CompositionEvent): void => {
    if (this.ahead.isWaiting) return;
    this.isRefusing = this.ahead.isOfRefused(event);
    if (this.isRefusing) return;
    this.begin();
    const { active } = this.grid.selection;
    const column = active && this.grid.options.columns[active.column];
    if (!active || !column) return;
    if (!this.canType()) return void this.ahead.begin();
    this.composed = { position: active, key: this.grid.keyOf(active.row), column };
    // Shown over the cell while composing: the candidate window appears where the text will be.
    this.grid.reveal(active);
    showOver(this.element, this.grid, active);
  };

  private readonly handleCompositionEnd = (event: CompositionEvent): void => {
    const { isRefusing } = this;
    this.isRefusing = false;
    if (this.ahead.isWaiting) return;
    if (isRefusing) {
      this.element.value = '';
      return this.ahead.refuse(event);
    }
    const { composed, element, grid } = this;
    const text = element.value;
    this.composed = null;
    element.style.cssText = HIDDEN;
    if (!composed) {
      const line = grid.addLine.at;
      if (this.openWithTyped(grid.selection.active) || !line || text === '') return;
      // No record is made there for it at once.
      this.tellWhy();
      const column = grid.options.columns[line.column];
      if (column) grid.options.onTextLost?.(text, column);
      return;
    }
    // The word is meant for the record and column that it was begun in, wherever these or the cursor are by now.
    const { position, key, column } = composed;
    const row = key === undefined ? position.row : grid.rowOf(key);
    const at = grid.options.columns.findIndex(({ id }) => id === column.id);
    const to = row === undefined || at === -1 ? null : { row, column: at };
    if (!this.openWithTyped(to) && text !== '') grid.options.onTextLost?.(text, column, undefined, key);
  };
}
