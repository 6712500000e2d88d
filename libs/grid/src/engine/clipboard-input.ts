import { MAX_CLIPBOARD_CELLS, parseTsv, toHtmlTable, toTsv } from './clipboard';
import { clearEdits, copyTexts, pasteEdits, pastedRange, type PastedCell } from './edits';
import type { GridContext } from './grid-context';
import { shownRows } from './row-layout';
import { shownSize } from './selection';
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

/** Copy, cut and paste of the selected range, through the clipboard events of the grid's focused element. */
export class ClipboardInput {
  constructor(
    private readonly element: HTMLTextAreaElement,
    private readonly grid: GridContext,
  ) {
    element.addEventListener('copy', this.handleCopy);
    element.addEventListener('cut', this.handleCopy);
    element.addEventListener('paste', this.handlePaste);
  }

  private readonly handleCopy = (event: ClipboardEvent): void => {
    const { grid } = this;
    const { range } = grid.selection;
    const { clipboardData } = event;
    if (!clipboardData || !range) return;
    event.preventDefault();
    const isCut = event.type === 'cut';
    withWholeRange(grid, range, (source, read) => {
      const columns = source.columns.slice(range.left, range.right + 1);
      const copied = {
        texts: copyTexts(source, range),
        values: grid.options.copyValues?.([...shownRows(source.rows, range)], columns, read),
      };
      const done = () => {
        grid.announce(grid.words.copied(shownSize(source.rows, range)));
        if (isCut) void grid.applyEdits(clearEdits(source, range), 'cut', read);
        else grid.setCopied(range);
      };
      if (!read) {
        put(clipboardData, copied);
        done();
      } else if (this.putLate(copied)) done();
      else {
        // The browser wants a press of its own for what comes this late.
        grid.options.onCopyReady?.(shownSize(source.rows, range), () => {
          if (this.putLate(copied)) done();
        });
      }
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
    // Some browsers fire the event on a selection only.
    const isFocused = ownerDocument.activeElement === element;
    if (isFocused) element.value = ' ';
    if (isFocused) element.select();
    ownerDocument.addEventListener('copy', give, { capture: true });
    ownerDocument.execCommand('copy');
    ownerDocument.removeEventListener('copy', give, { capture: true });
    if (isFocused) element.value = '';
    return isPut;
  }

  private readonly handlePaste = (event: ClipboardEvent): void => {
    const { grid } = this;
    const { range, active } = grid.selection;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const values = event.clipboardData?.getData(VALUES_TYPE) ?? '';
    event.preventDefault();
    if (!range || !active || text === '' || grid.options.readonly) return;
    const cells = this.pastedCells(text, values);
    // More than is read of a clipboard: nothing is better than a part that looks like the whole.
    if (cells.reduce((sum, row) => sum + row.length, 0) >= MAX_CLIPBOARD_CELLS) return refuseTooMany(grid);
    withWholeRange(
      grid,
      pastedRange({ ...grid.options, rows: grid.layout.rows }, cells, range),
      (source, read) => {
        const { selected, ...paste } = pasteEdits(source, cells, range);
        grid.setCopied(null);
        void Promise.resolve(grid.options.onPaste?.(paste, read)).then((written) =>
          grid.announce(grid.words.pasted(written ?? 0)),
        );
        grid.invalidate();
        // Reading takes a while: a person who has gone on stays where they are.
        if (grid.selection.range === range) grid.selectWhenThere(selected);
      },
    );
  };

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
