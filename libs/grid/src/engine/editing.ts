import { rendererOf } from './cells/registry';
import { editableCell } from './edits';
import { cellRect, intersect } from './geometry';
import type { GridContext } from './grid-context';
import type { EditOutcome, EditValue, EditorRequest, Move } from './options';
import { moveBy, moveInOrder, selectCell } from './selection';
import type { CellPosition } from './selection-types';

interface Session {
  request: EditorRequest;
  position: CellPosition;
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
  private session: Session | null = null;
  private opened = 0;

  constructor(
    document: Document,
    private readonly grid: GridContext,
  ) {
    this.element = document.createElement('div');
    this.element.className = 'pa-grid-editor';
    this.element.style.cssText = 'position:absolute;left:0;top:0;z-index:3;display:none';
    this.element.addEventListener('keydown', this.handleKey);
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
    };
    this.session = { request, position, pending: null };
    this.element.style.display = 'block';
    this.place();
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
    this.grid.damage.addCell(session.position.row, session.position.column);
    this.grid.requestFrame();
  }

  /** Moves the session to its record's new row; closes it when the record is gone. */
  follow(row: number | null): void {
    if (!this.session) return;
    if (row === null) this.close(true);
    else {
      this.session.position = { ...this.session.position, row };
      this.place();
    }
  }

  private commit(id: number, value: EditValue, move: Move): Promise<boolean> {
    const { session } = this;
    if (!session || session.request.id !== id) return Promise.resolve(false);
    if (session.pending) return session.pending;
    const { row, column } = session.position;
    const definition = this.grid.options.columns[column];
    if (!definition) return Promise.resolve(false);
    const outcome = this.grid.applyEdits([{ row, column: definition, value }], 'editor');
    // A synchronous answer closes at once: the next key must reach the grid, not the editor that is done.
    if (!isPromise(outcome)) return Promise.resolve(this.settle(session, outcome, move));
    session.pending = outcome.then(
      (result) => this.settle(session, result, move),
      (error: unknown) => this.settle(session, { ok: false, message: error instanceof Error ? error.message : String(error) }, move),
    );
    return session.pending;
  }

  private settle(session: Session, outcome: EditOutcome, move: Move): boolean {
    session.pending = null;
    if (this.session !== session) return outcome === undefined || outcome.ok;
    if (outcome && !outcome.ok) {
      session.request = { ...session.request, error: outcome.message };
      this.grid.setSelection(selectCell(this.grid.selection, session.position, this.grid.extent), true);
      this.grid.options.onEditor?.(session.request);
      return false;
    }
    this.close(move !== 'none');
    if (move !== 'none') this.advance(session.position, move);
    return true;
  }

  private advance(from: CellPosition, move: Move): void {
    const { grid } = this;
    const { extent } = grid;
    const selection = selectCell(grid.selection, from, extent);
    if (move === 'left' || move === 'right') {
      grid.setSelection(moveInOrder(selection, move === 'right' ? 1 : -1, extent), true);
    } else if (move === 'up' || move === 'down') {
      grid.setSelection(moveBy(selection, { rows: move === 'down' ? 1 : -1, columns: 0, extend: false }, extent), true);
    }
  }

  private readonly handleKey = (event: KeyboardEvent): void => {
    // Keys of the editor are not the page's shortcuts.
    event.stopPropagation();
    if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) {
      event.preventDefault();
      this.session?.request.cancel();
    }
  };
}

/** The move a key asks of an editor: Enter down, Tab right, with Shift the other way; null for other keys and in an IME. */
export function moveForKey(event: { key: string; shiftKey: boolean; isComposing?: boolean }): Move | null {
  if (event.isComposing) return null;
  if (event.key === 'Enter') return event.shiftKey ? 'up' : 'down';
  if (event.key === 'Tab') return event.shiftKey ? 'left' : 'right';
  return null;
}
