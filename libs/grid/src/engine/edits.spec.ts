import type { Cell, CellOrLoading } from './cell';
import type { GridColumn } from './column';
import { clearEdits, copyTexts, editableCell, fillEdits, pasteEdits, pastedRange } from './edits';
import { EvenRows } from './row-layout';
import { summarize } from './summary';

const COLUMNS: readonly GridColumn[] = [
  { id: 'a', title: 'A', width: 100 },
  { id: 'b', title: 'B', width: 100 },
  { id: 'c', title: 'C', width: 100, readonly: true },
];

function options(
  getCell: (row: number, column: GridColumn) => CellOrLoading = (row, column) => ({
    kind: 'text',
    text: `${row}${column.id}`,
  }),
) {
  return { columns: COLUMNS, rowCount: 4, rows: new EvenRows(4, 32), getCell, onEdits: () => undefined };
}

const number = (text: string, value?: number): Cell => ({ kind: 'number', text, value });

describe('edits', () => {
  it('refuses read-only columns, cells and grids, system cells, cells on the way and rows that are not there', () => {
    expect(editableCell(options(), 0, 0)).not.toBeNull();
    expect(editableCell(options(), 0, 2)).toBeNull();
    expect(editableCell(options(), 4, 0)).toBeNull();
    expect(editableCell({ ...options(), readonly: true }, 0, 0)).toBeNull();
    expect(editableCell({ ...options(), onEdits: undefined }, 0, 0)).toBeNull();
    expect(
      editableCell(
        options(() => 'loading'),
        0,
        0,
      ),
    ).toBeNull();
    expect(
      editableCell(
        options(() => ({ kind: 'system', text: '1' })),
        0,
        0,
      ),
    ).toBeNull();
    expect(
      editableCell(
        options(() => ({ kind: 'text', text: '1', readonly: true })),
        0,
        0,
      ),
    ).toBeNull();
  });

  it('clears only filled cells that may be edited', () => {
    const host = options((row, column) => ({ kind: 'text', text: row === 1 ? '' : column.id }));
    const cleared = clearEdits(host, { top: 0, bottom: 1, left: 0, right: 2 });
    expect(cleared.map((edit) => `${edit.row}${edit.column.id}`)).toEqual(['0a', '0b']);
  });

  it('clears empty cells, too, while something may be about to be written to them', () => {
    const host = options(() => ({ kind: 'text', text: '' }));
    const range = { top: 0, bottom: 0, left: 0, right: 0 };
    expect([clearEdits(host, range).length, clearEdits(host, range, true).length]).toEqual([0, 1]);
  });

  it('fills upwards and sideways by repeating the source in step', () => {
    const source = { top: 2, bottom: 3, left: 0, right: 0 };
    const up = fillEdits(options(), source, { ...source, top: 0 });
    expect(up.map((edit) => [edit.row, edit.value])).toEqual([
      [0, { type: 'copy', row: 2, columnId: 'a' }],
      [1, { type: 'copy', row: 3, columnId: 'a' }],
    ]);
    const one = { top: 0, bottom: 0, left: 0, right: 0 };
    expect(fillEdits(options(), one, { ...one, right: 2 }).map((edit) => edit.column.id)).toEqual(['b']);
  });

  it('pastes from the top left, keeps read-only cells, offers what lies beyond the last row, and tells what is left', () => {
    const pasted = [
      [{ text: '1' }, { text: '2', value: [2] }, { text: '3' }, { text: '4' }],
      [{ text: '5' }, { text: '' }, { text: '7' }],
    ];
    const at = { top: 3, bottom: 3, left: 0, right: 0 };
    const paste = pasteEdits(options(), pasted, at);
    expect(paste.edits.map((edit) => [edit.column.id, edit.value])).toEqual([
      ['a', { type: 'text', text: '1' }],
      ['b', { type: 'copied', value: [2], text: '2' }],
    ]);
    expect(paste.newRows.map((row) => row.cells.map(({ column, value }) => [column.id, value]))).toEqual([
      [
        ['a', { type: 'text', text: '5' }],
        ['b', { type: 'clear' }],
      ],
    ]);
    expect([paste.droppedColumns, paste.lockedCells, paste.lockedColumns.map(({ id }) => id)]).toEqual([
      1,
      0,
      ['c'],
    ]);
    // The selection is all that was pasted, the rows below what the grid has included.
    expect(paste.selected).toEqual({ top: 3, bottom: 4, left: 0, right: 2 });
    expect(pastedRange(options(), pasted, at)).toEqual({ top: 3, bottom: 3, left: 0, right: 2 });
  });

  it('copies what the host says, and nothing for cells on the way', () => {
    const host = options((row, column) =>
      row === 1 ? 'loading' : { kind: 'text', text: column.id, copyText: column.id.toUpperCase() },
    );
    expect(copyTexts(host, { top: 0, bottom: 1, left: 0, right: 1 })).toEqual([
      ['A', 'B'],
      ['', ''],
    ]);
  });
});

describe('summarize', () => {
  it('counts, sums and averages what has a number', () => {
    const cells = [number('1', 1), number('2.5', 2.5), number(''), { kind: 'text', text: 'x' } as Cell];
    expect(
      summarize(
        options((row) => cells[row] as Cell),
        { top: 0, bottom: 3, left: 0, right: 0 },
      ),
    ).toEqual({
      cells: 4,
      filled: 3,
      numbers: 2,
      sum: 3.5,
      average: 1.75,
      partial: false,
    });
  });

  it('gives no sum of numbers that are of different things', () => {
    const of = (...measures: string[]) =>
      summarize(
        {
          ...options(() => number('1', 1)),
          columns: measures.map((measure, at) => ({ id: `c${at}`, title: '', width: 100, measure })),
        },
        { top: 0, bottom: 1, left: 0, right: 1 },
      );
    expect(of('number', 'percent')).toMatchObject({ filled: 4, numbers: 4, sum: null, average: null });
    expect(of('number', 'number')).toMatchObject({ sum: 4, average: 1 });
  });

  it('says when cells were missing and gives no sum without numbers', () => {
    expect(
      summarize(
        options(() => 'loading'),
        { top: 0, bottom: 1, left: 0, right: 0 },
      ),
    ).toMatchObject({ sum: null, average: null, partial: true });
  });

  it('stops at its limit on a table of millions of rows', () => {
    let asked = 0;
    const host = options(() => {
      asked++;
      return number('1', 1);
    });
    const summary = summarize({ ...host }, { top: 0, bottom: 4_999_999, left: 0, right: 1 });
    expect(summary).toMatchObject({ cells: 10_000_000, partial: true, numbers: 200_000 });
    expect(asked).toBe(200_000);
  });
});
