import { addBelow } from './add-record';
import { rendererOf } from './cells/registry';
import { editableCell } from './edits';
import { cellRect, intersect } from './geometry';
import { goDown } from './go-down';
import type { GridContext } from './grid-context';
import type { EditOutcome, EditValue, EditorRequest, Move } from './options';
import { EMPTY_SELECTION, moveInOrder, rangeOf, selectCell } from './selection';
import type { CellPosition } from './selection-types';

interface Session {
  request: EditorRequest;
  position: CellPosition;
  /** The record the editor was opened on, where the host names records. */
  key: string | undefined;
  /** The commit on its way; a second one joins it. */
  pending: Promise<boolean> | null;
}

function isPromise(outcome: EditOutcome | Promise<EditOutcome>): outcome is Promise<EditOutcome> {
  return typeof (outcome as Promise<EditOutcome> | undefined)?.then === 'function';
}

/** Opens, places, commits and closes the one editor. */
export class Editing {
  /** Sits over the cell that is edited; hosts render into it. */
  readonly element: HTMLElement;
  /** Around `element`, without a box of its own: keys come here after the host's editor had its say. */
  readonly layer: HTMLElement;
  private session: Session | null = null;
  private opened = 0;
  /** Editors that went with their cells, or with their columns. */
  private readonly gone = new Map<number, 'hidden' | 'left' | 'lost'>();

  constructor(
    document: Document,
    private readonly grid: GridContext,
  ) {
    this.element = document.createElement('div');
    this.element.className = 'pa-grid-editor';
    this.element.style.cssText = 'position:absolute;left:0;top:0;z-index:3;display:none';
    this.layer = document.createElement('div');
    this.layer.style.display = 'contents';
    this.layer.append(this.element);
    this.layer.addEventListener('keydown', this.handleKey);
  }

  get isOpen(): boolean {
    return this.session !== null;
  }

  get position(): CellPosition | null {
    return this.session?.position ?? null;
  }

  /** Opens the editor of a cell; false when the cell has none or may not be edited. */
  open(position: CellPosition, initialText: string | null): boolean {
    const { options } = this.grid;
    const cell = editableCell(options, position.row, position.column);
    const column = options.columns[position.column];
    if (!cell || !column || !options.onEditor || !rendererOf(cell).hasEditor) return false;
    if (this.session) this.close(false);
    this.grid.ticking.leave();
    this.grid.reveal(position);
    const id = ++this.opened;
    const request: EditorRequest = {
      id,
      cell,
      row: position.row,
      column,
      rect: cellRect(this.grid.layout, this.grid.scroll, position),
      element: this.element,
      initialText,
      error: null,
      commit: (value, move = 'none') => this.commit(id, value, move),
      cancel: () => {
        if (this.session?.request.id === id) this.close(true);
      },
      lose: () => {
        if (this.session?.request.id === id) this.lose('lost');
      },
      fate: () => (this.session?.request.id === id ? 'open' : (this.gone.get(id) ?? 'ended')),
    };
    this.session = { request, position, key: options.rowKey?.(position.row), pending: null };
    this.element.style.display = 'block';
    this.place();
    // The fill handle goes while an editor is open.
    this.grid.damage.addRange(this.grid.selection.range);
    this.grid.requestFrame();
    options.onEditor(request);
    return true;
  }

  /** Keeps the editor over its cell; while the cell is scrolled away the editor is out of sight but keeps its text. */
  place(): void {
    if (!this.session) return;
    const { layout, scroll } = this.grid;
    const cell = cellRect(layout, scroll, this.session.position);
    const isFrozen = layout.columns[this.session.position.column]?.frozen ?? false;
    const left = isFrozen ? layout.rowHeaderWidth : layout.paneLeft;
    const body = { x: left, y: layout.bodyTop, width: layout.width - left, height: layout.bodyHeight };
    const shown = intersect(cell, body);
    const { style } = this.element;
    style.transform = `translate(${cell.x - 1}px, ${cell.y - 1}px)`;
    style.width = `${cell.width + 1}px`;
    style.height = `${cell.height + 1}px`;
    const isSeen = shown.width > 8 && shown.height > 8;
    style.opacity = isSeen ? '1' : '0';
    style.pointerEvents = isSeen ? 'auto' : 'none';
  }

  close(refocus: boolean): void {
    const { session } = this;
    if (!session) return;
    const hadFocus = this.element.contains(this.element.ownerDocument.activeElement);
    this.session = null;
    if (refocus || hadFocus) this.grid.takeFocus();
    this.element.style.display = 'none';
    this.grid.options.onEditor?.(null);
    this.grid.damage.addRange(rangeOf(session.position));
    this.grid.damage.addRange(this.grid.selection.range);
    this.grid.requestFrame();
  }

  /**
   * Closes an editor whose cell is gone or may not be written any more. Nothing is selected then: the person goes on
   * typing for a moment, and no other cell must get the rest.
   */
  private lose(how: 'hidden' | 'lost'): void {
    this.abandon(how);
    this.grid.takeFocus();
    this.grid.setSelection(EMPTY_SELECTION);
  }

  /** Closes an editor that has no cell to give its text to. */
  abandon(how: 'hidden' | 'left' | 'lost' = 'left'): void {
    if (this.session) this.gone.set(this.session.request.id, how);
    this.close(false);
  }

  /** Moves the editor to where its record and column are now; call when rows, columns or what may be written changed. */
  follow(): void {
    const { session } = this;
    if (!session) return;
    const row = this.rowOf(session);
    const column = this.grid.options.columns.findIndex(({ id }) => id === session.request.column.id);
    const isGone = session.key !== undefined && (this.grid.options.isGone?.(session.key) ?? false);
    if (isGone || this.grid.options.readonly) return this.lose('lost');
    if (column === -1) return this.lose('hidden');
    session.position = { row: row ?? session.position.row, column };
    this.place();
  }

  /** The row the session's record is in, or null when it is gone; a host without keys keeps its rows in place. */
  private rowOf({ key, position }: Session): number | null {
    const { rowKey, findRow, rowCount } = this.grid.options;
    if (position.row < rowCount && (key === undefined || rowKey?.(position.row) === key)) return position.row;
    return (key === undefined ? undefined : findRow?.(key)) ?? null;
  }

  /**
   * Whether the cursor may go on from the session's place: not where another record has it, of one that moved out of
   * reach. While nothing is known of the rows, as when they are opened anew, what was there is.
   */
  private isHere(session: Session): boolean {
    if (this.rowOf(session) !== null) return true;
    const { rowKey, isGone, rowCount } = this.grid.options;
    const { position, key } = session;
    if (key === undefined || isGone?.(key)) return false;
    return position.row < rowCount && rowKey?.(position.row) === undefined;
  }

  private commit(id: number, value: EditValue | null, move: Move): Promise<boolean> {
    const { session } = this;
    if (!session || session.request.id !== id) return Promise.resolve(false);
    if (session.pending) return session.pending;
    const found = this.rowOf(session);
    // The host may have moved the record without having told yet.
    if (found !== null) session.position = { ...session.position, row: found };
    if (value === null) return Promise.resolve(this.settle(session, undefined, move));
    const { row } = session.position;
    const definition = this.grid.options.columns.find(({ id: own }) => own === session.request.column.id);
    const { key } = session;
    const isLost = found === null && (key === undefined || this.grid.options.isGone?.(key) === true);
    if (isLost || !definition) {
      return Promise.resolve(
        this.settle(session, { ok: false, message: this.grid.words.recordGone }, 'none'),
      );
    }
    const edit = { row, column: definition, value };
    const outcome = this.grid.applyEdits(
      [found === null && key !== undefined ? { ...edit, key } : edit],
      'editor',
    );
    // A synchronous answer closes at once: the next key must reach the grid, not the editor that is done.
    if (!isPromise(outcome)) return Promise.resolve(this.settle(session, outcome, move));
    session.pending = outcome.then(
      (result) => this.settle(session, result, move),
      (error: unknown) =>
        this.settle(
          session,
          { ok: false, message: error instanceof Error ? error.message : String(error) },
          move,
        ),
    );
    return session.pending;
  }

  private settle(session: Session, outcome: EditOutcome, move: Move): boolean {
    session.pending = null;
    if (this.session !== session) return outcome === undefined || outcome.ok;
    const isHere = this.isHere(session);
    if (outcome && !outcome.ok) {
      session.request = { ...session.request, error: outcome.message };
      if (isHere) this.grid.choose(selectCell(this.grid.selection, session.position, this.grid.extent), true);
      this.grid.options.onEditor?.(session.request);
      setTimeout(() => this.returnFocus(session), 0);
      return false;
    }
    this.close(move !== 'none');
    if (move !== 'none' && isHere) this.advance(session.position, move);
    return true;
  }

  /** Puts the cursor back into refused text, unless the person has gone elsewhere on the page. */
  private returnFocus(session: Session): void {
    const { activeElement, body } = this.element.ownerDocument;
    const isInGrid = activeElement === body || (activeElement?.hasAttribute('data-grid-focus') ?? false);
    if (this.session !== session || !isInGrid) return;
    this.element
      .querySelector<HTMLElement>('input, textarea, [contenteditable], [tabindex]')
      ?.focus({ preventScroll: true });
  }

  private advance(from: CellPosition, move: Move): void {
    const { grid } = this;
    const { extent } = grid;
    const selection = selectCell(grid.selection, from, extent);
    // What is typed next is no text for a record that stands further on.
    if (move === 'right' && from.column === extent.columnCount - 1 && grid.addLine.standBelow(from.row, 0))
      return;
    if (move === 'left' || move === 'right') {
      grid.choose(moveInOrder(selection, move === 'right' ? 1 : -1, extent), true);
    } else if (move === 'down') {
      goDown(grid, from);
    } else if (move === 'add') {
      grid.choose(selection, true);
      addBelow(grid);
    }
  }

  private readonly handleKey = (event: KeyboardEvent): void => {
    // Keys of the editor are not the grid's, nor the page's: what the page hears in a text too it hears before.
    event.stopPropagation();
    if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) {
      event.preventDefault();
      this.session?.request.cancel();
    }
  };
}

/**
 * The move a key asks of an editor: Enter down and Tab right; with Shift to a record more, as in the grid, and left. Null
 * for other keys and in an IME.
 */
export function moveForKey(event: { key: string; shiftKey: boolean; isComposing?: boolean }): Move | null {
  if (event.isComposing) return null;
  if (event.key === 'Enter') return event.shiftKey ? 'add' : 'down';
  if (event.key === 'Tab') return event.shiftKey ? 'left' : 'right';
  return null;
}
