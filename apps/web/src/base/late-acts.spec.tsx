import type { Field, Table } from '@pyairtable/contracts';
import type { CellEdit, EditValue } from '@pyairtable/grid';
import { act, renderHook } from '@testing-library/react';
import { browserReader } from '@/cells/cell-context';
import { DrawnCells } from '@/cells/drawn-cells';
import { unopenedSession } from '@/testing/unopened-session';
import { applyEdits } from './grid-edits';
import { pasteCells, type PasteTarget } from './paste';
import { readRange } from './read-range';
import { RecordActions } from './record-actions';
import { useReading } from './use-reading';

const NAME = { id: 'fldName', name: 'Name', type: 'singleLineText' } as Field;
const TABLE: Table = {
  id: 'tbl',
  name: 'Trees',
  primaryFieldId: NAME.id,
  fields: [NAME],
  views: [],
  recordCount: 3,
};
const IDS = ['rec0', 'rec1', 'rec2'];
const COLUMN = { id: NAME.id, title: NAME.name, width: 100 };
const RANGE = { top: 0, bottom: 2, left: 0, right: 0 };

/** Acts on a column of three records that are not loaded, each called after itself; `answer` lets them be read. */
function start() {
  const session = unopenedSession();
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  let ask: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (ask = resolve));
  const rows = session.openTable({
    table: TABLE,
    fetchWindow: () => new Promise(() => undefined),
    fetchIds: () => Promise.resolve({ ids: IDS, seq: 0 }),
    fetchRows: async ({ ids }) => {
      ask();
      await answered;
      return ids.map((id) => ({ id, n: 1, createdTime: '', cells: { [NAME.id]: id } }));
    },
  });
  const records = new RecordActions(session);
  const reader = browserReader({ collaborators: [], tables: [TABLE] });
  const drawn = new DrawnCells(reader, () => undefined);
  const { result } = renderHook(() => useReading());
  const later = (work: (target: PasteTarget) => unknown) =>
    result.current.run(3, (...reading) => readRange(rows, RANGE, [NAME], drawn, ...reading), {
      begin: (giveUp) => records.begin(TABLE.id, giveUp),
      act: (read, begun) =>
        work({
          table: TABLE,
          rows: read,
          reader,
          records,
          recordNow: (id) => session.recordOf(TABLE.id, id),
          act: begun,
          findTitled: () => Promise.resolve(new Map()),
        }),
    });
  const edits = (valueOf: (row: number) => EditValue): CellEdit[] =>
    IDS.map((_, row) => ({ row, column: COLUMN, value: valueOf(row) }));
  return {
    records,
    asked,
    answer,
    clear: () =>
      later((target) =>
        applyEdits(
          edits(() => ({ type: 'clear' })),
          target,
        ),
      ),
    pasteSame: () =>
      later((target) =>
        pasteCells(
          {
            edits: edits((row) => ({ type: 'text', text: `rec${String(row)}` })),
            newRows: [],
            droppedColumns: 0,
            lockedColumns: [],
            lockedCells: 0,
          },
          target,
        ),
      ),
    type: (id: string) => records.update(TABLE.id, [{ id, cells: { [NAME.id]: 'typed' } }]),
    async cells() {
      const read = await rows.chosenRows(IDS, [NAME.id], new AbortController().signal);
      return IDS.map((id) => read.get(id)?.cells[NAME.id]);
    },
  };
}

it('pastes what was there over what is cleared before it, though both are asked for before the rows are read', async () => {
  const { clear, pasteSame, answer, cells } = start();
  await act(async () => {
    const both = Promise.all([clear(), pasteSame()]);
    answer();
    await both;
  });
  expect(await cells()).toEqual(IDS);
});

it('clears what was pasted before it', async () => {
  const { clear, pasteSame, answer, cells } = start();
  await act(async () => {
    const both = Promise.all([pasteSame(), clear()]);
    answer();
    await both;
  });
  expect(await cells()).toEqual([undefined, undefined, undefined]);
});

it('leaves what was typed while the rows were read', async () => {
  const { clear, type, asked, answer, cells } = start();
  await act(async () => {
    const cleared = clear();
    await asked;
    type('rec1');
    answer();
    await cleared;
  });
  expect(await cells()).toEqual([undefined, 'typed', undefined]);
});

it('clears what was typed while the rows were read and taken back before they were', async () => {
  const { records, clear, type, asked, answer, cells } = start();
  await act(async () => {
    const cleared = clear();
    await asked;
    type('rec1');
    records.undo();
    answer();
    await cleared;
  });
  expect(await cells()).toEqual([undefined, undefined, undefined]);
});
