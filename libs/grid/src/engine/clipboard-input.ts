import { MAX_CLIPBOARD_CELLS, parseTsv, toHtmlTable, toTsv } from './clipboard';
import { clearEdits, copyTexts, pasteEdits, pastedRange, type PastedCell, type RangeSource } from './edits';
import { followSelection } from './follow-selection';
import { FollowedRange } from './followed-range';
import type { GridContext } from './grid-context';
import { writeText } from './key-in-text';
import type { ReadRange } from './options';
import { refuse } from './refuse';
import { shownRows } from './row-layout';
import { isSingle, shownSize } from './selection';
import type { CellRange } from './selection-types';
import type { Reach } from './seen-rows';
import type { TypedAhead } from './typed-ahead';
import { refuseTooMany, withWholeRange } from './whole-range';

/** What our own grids read beside the text: the cells' values. */
const VALUES_TYPE = 'application/vnd.pyairtable.cells+json';

interface Copied {
  texts: string[][];
  /** Made by the host; undefined where it makes none. */
  values: string | undefined;
}

function put(data: DataTransfer, { texts, values }: Copied): void {
  data.setData('text/plain', toTsv(texts));
  data.setData('text/html', toHtmlTable(texts));
  if (values !== undefined) data.setData(VALUES_TYPE, values);
}

/** How far lines of text reach over cells. */
function reachOf(text: string): Reach {
  const rows = parseTsv(text);
  return { below: rows.length - 1, behind: rows.reduce((most, { length }) => Math.max(most, length - 1), 0) };
}

/** Copy, cut and paste of the selected range, through the clipboard events of the grid's focused element. */
export class ClipboardInput {
  /** The copy that was asked for last, while its rows are read; null when it is given up. */
  private copying: Promise<Copied | null> | null = null;

  constructor(
    private readonly element: HTMLTextAreaElement,
    private readonly grid: GridContext,
    private readonly ahead: TypedAhead,
  ) {
    element.addEventListener('copy', this.handleCopy);
    element.addEventListener('cut', this.handleCopy);
    element.addEventListener('paste', this.handlePaste);
  }

  private readonly handleCopy = (event: ClipboardEvent): void => {
    const { grid } = this;
    const { range } = grid.selection;
    const { clipboardData } = event;
    // Of a word that waits its own text is meant.
    if (!clipboardData || !range || this.ahead.isWriting) return;
    event.preventDefault();
    // What is chosen behind it is not known yet, and the browser takes nothing later.
    if (this.ahead.isWaiting) return refuse(grid, grid.words.notLoaded);
    const isCut = event.type === 'cut';
    if (isCut && grid.ticking.isMeant) return refuse(grid, grid.words.chooseCells);
    let copied: Copied | null = null;
    const act = (source: RangeSource, read: ReadRange | undefined) => {
      const columns = source.columns.slice(range.left, range.right + 1);
      const cells = shownSize(source.rows, range);
      const data = {
        texts: copyTexts(source, range),
        values: grid.options.copyValues?.([...shownRows(source.rows, range)], columns, read),
      };
      copied = data;
      const isExpecting = !read && grid.options.isExpecting?.();
      const clear = () => void grid.applyEdits(clearEdits(source, range, isExpecting), 'cut', read);
      const done = () => {
        grid.announce(grid.words.copied(cells));
        if (isCut) clear();
        else grid.setCopied(range);
      };
      if (!read) {
        put(clipboardData, data);
        return done();
      }
      // The clipboard has what was copied after it.
      if (this.copying !== copying) return isCut ? clear() : undefined;
      if (this.putLate(data)) return done();
      // The browser wants a press of its own for what comes this late.
      grid.options.onCopyReady?.(cells, () => {
        if (this.putLate(data)) done();
      });
    };
    const copying = withWholeRange(grid, range, act, isCut)?.then(() => copied) ?? null;
    this.copying = copying;
    void copying?.then(() => {
      if (this.copying === copying) this.copying = null;
    });
  };

  /**
   * Puts what was read after its copy event on the clipboard; false when the browser does not let it. The keyboard stays
   * where it is by now: to take it would end what somebody types there.
   */
  private putLate(copied: Copied): boolean {
    const { element } = this;
    const { ownerDocument } = element;
    let isPut = false;
    const give = (event: ClipboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!event.clipboardData) return;
      put(event.clipboardData, copied);
      isPut = true;
    };
    // Some browsers fire the event on a selection only. What is being written there is no place for one.
    const isFree = ownerDocument.activeElement === element && element.value === '';
    if (isFree) element.value = ' ';
    if (isFree) element.select();
    ownerDocument.addEventListener('copy', give, { capture: true });
    ownerDocument.execCommand('copy');
    ownerDocument.removeEventListener('copy', give, { capture: true });
    if (isFree) element.value = '';
    return isPut;
  }

  private readonly handlePaste = (event: ClipboardEvent): void => {
    if (this.ahead.isWriting) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const values = event.clipboardData?.getData(VALUES_TYPE) ?? '';
    event.preventDefault();
    this.pasteInTurn(text, values);
  };

  /** Pastes behind a word that waits, or where the keyboard is by then: into what is being written, or over cells. */
  private pasteInTurn(text: string, values: string): boolean {
    const { element, ahead } = this;
    const { ownerDocument } = element;
    const isElsewhere = ownerDocument.activeElement !== element || ahead.isWriting;
    if (isElsewhere) writeText(ownerDocument, text);
    else if (
      !ahead.doLater(
        () => this.pasteInTurn(text, values),
        text,
        () => reachOf(text),
      )
    )
      this.pasteHere(text, values);
    return true;
  }

  private pasteHere(text: string, values: string): void {
    const { grid, copying } = this;
    // Where there are no records there is no other place for some.
    if (grid.extent.rowCount === 0) grid.addLine.stand(undefined, grid.addLine.at?.column ?? 0);
    const range = grid.selection.range ?? grid.addLine.range;
    if (!range || grid.options.readonly) return;
    if (grid.ticking.isMeant) return refuse(grid, grid.words.chooseCells);
    if (copying) void this.pasteCopied(copying);
    else if (text !== '') this.paste(this.pastedCells(text, values), range);
  }

  /** What is to be pasted is still read: the clipboard has what was copied before it. */
  private async pasteCopied(copying: Promise<Copied | null>): Promise<void> {
    const { grid } = this;
    const { selection } = grid;
    const { active, range } = selection;
    const followed = {
      activeKey: active ? grid.keyOf(active.row) : undefined,
      range: !range || isSingle(range) ? null : new FollowedRange(range, grid),
      columns: grid.options.columns,
    };
    const act = grid.options.beginAct?.();
    const copied = await copying;
    const paste = () => {
      // Not read: the host has said why, or the person gave it up.
      if (!copied) return;
      const to = range
        ? followSelection(selection, followed, grid.options.columns, grid).range
        : grid.addLine.range;
      if (!to || grid.options.readonly) return refuse(grid, grid.words[to ? 'readonly' : 'recordGone']);
      this.paste(this.pastedCells(toTsv(copied.texts), copied.values ?? ''), to);
    };
    if (act) act.do(paste);
    else paste();
  }

  private paste(cells: readonly (readonly PastedCell[])[], range: CellRange): void {
    const { grid } = this;
    const line = range.top < grid.extent.rowCount ? null : grid.addLine.at;
    // More than is read of a clipboard: nothing is better than a part that looks like the whole.
    if (cells.reduce((sum, row) => sum + row.length, 0) >= MAX_CLIPBOARD_CELLS) return refuseTooMany(grid);
    withWholeRange(
      grid,
      pastedRange({ ...grid.options, rows: grid.layout.rows }, cells, range),
      (source, read) => {
        const { selected, ...paste } = pasteEdits(source, cells, range);
        grid.setCopied(null);
        const pasting = Promise.resolve(grid.options.onPaste?.({ ...paste, group: line?.group }, read)).then(
          // Why nothing was written the host has said.
          (written) => written && grid.announce(grid.words.pasted(written)),
        );
        grid.invalidate();
        // Reading takes a while: a person who has gone on stays where they are.
        if (line ? grid.addLine.at : grid.selection.range === range) {
          grid.ticking.leave();
          grid.selectWhenThere(selected);
        }
        return pasting;
      },
    );
  }

  private pastedCells(text: string, values: string): readonly (readonly PastedCell[])[] {
    const texts = parseTsv(text);
    const copied = values === '' ? null : (this.grid.options.readValues?.(values) ?? null);
    const isOfText = copied?.length === texts.length;
    return texts.map((row, at) =>
      row.map((cell, column) => {
        const value = isOfText ? copied[at]?.[column] : undefined;
        return value === undefined ? { text: cell } : { text: cell, value };
      }),
    );
  }
}
