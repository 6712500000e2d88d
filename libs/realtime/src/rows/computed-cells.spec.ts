import type { Change, Field, Op, Row, RowWindow } from '@pyairtable/contracts';
import { shownModel } from '@pyairtable/core';
import { VirtualWorld } from '../testing/virtual-world';
import type { Damage } from './row-source';
import { TableRows } from './table-rows';

const TABLE = 'tblAAAAAAAAAAAAAA';
const id = (name: string) => `fld${name.padEnd(14, '0')}`;
const [NAME, PRICE, TWICE, LABEL, NOW, SEEN] = ['Name', 'Price', 'Twice', 'Label', 'Now', 'Seen'].map(id) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const formula = (fieldId: string, source: string): Field => ({
  id: fieldId,
  name: fieldId,
  type: 'formula',
  options: { formula: source, isValid: true, referencedFieldIds: [], result: null },
});
const STORED: Field[] = [
  { id: NAME, name: 'Name', type: 'singleLineText' },
  { id: PRICE, name: 'Price', type: 'number', options: { precision: 2 } },
];
const OWN = [formula(TWICE, `{${PRICE}} * 2`), formula(LABEL, `{${NAME}} & ": " & {${TWICE}}`)];
const CLOCK = formula(NOW, 'NOW()');
/** Not to be told from the row: it says when the record was changed. */
const OTHERS = formula(SEEN, 'LAST_MODIFIED_TIME()');

const rowOf = (position: number): Row => ({
  id: `rec${position}`,
  n: position + 1,
  createdTime: '2026-01-01T00:00:00.000Z',
  cells: { [NAME]: `n${position}`, [PRICE]: 1, [TWICE]: 2, [LABEL]: `n${position}: 2` },
});
const windowOf = (start: number, length: number, total = length, seq = 1): RowWindow => ({
  seq,
  schemaVersion: 1,
  total,
  start,
  rows: Array.from({ length }, (_, index) => rowOf(start + index)),
});

function open(fields: Field[], { rows: count = 10, sortedBy }: { rows?: number; sortedBy?: string } = {}) {
  const world = new VirtualWorld();
  const pending: Op[] = [];
  const damage: Damage[] = [];
  const read: { ids: string[]; fields: string[]; answer(rows: Row[]): void }[] = [];
  const asked: { start: number; limit: number; answer(window: RowWindow): void }[] = [];
  let last = 1;
  let isShown = true;
  let structure = fields;
  const table = () => ({ id: TABLE, name: 'Things', primaryFieldId: NAME, views: [], recordCount: 0 });
  const model = () => shownModel([{ ...table(), fields: structure }]);
  const rows = new TableRows(
    {
      table: { id: TABLE, fields },
      first: windowOf(0, count),
      ...(sortedBy ? { view: { id: 'viw', sort: [{ fieldId: sortedBy, direction: 'asc' }] } } : {}),
      fetchWindow: ({ start, limit }) =>
        new Promise((resolve) => asked.push({ start, limit, answer: resolve })),
      fetchRows: ({ ids, fields: named }) =>
        new Promise((resolve) => read.push({ ids, fields: named, answer: resolve })),
      fetchIds: () => Promise.reject(new Error('not asked for')),
    },
    {
      timers: world.timers,
      last: () => last,
      pendingOps: () => pending,
      model,
      isShown: () => isShown,
      titles: () => ({}),
      isGone: () => false,
      onClose: () => undefined,
    },
  );
  rows.setVisible({ start: 0, end: 4 });
  rows.subscribe((what) => damage.push(what));
  const change = (changes: Change['changes'], affected: string[] = [], own?: Op) => {
    last += 1;
    const told = {
      seq: last,
      at: '2026-02-02T00:00:00.000Z',
      actor: 'usr1',
      source: 'client' as const,
      changes,
    };
    rows.applyChange({ ...told, ...(affected.length > 0 ? { affected: { [TABLE]: affected } } : {}) }, own);
  };
  const wrote = (recordId: string, cells: Record<string, string | number | null>): Change['changes'] => [
    { kind: 'records', tableId: TABLE, updated: [{ id: recordId, before: {}, after: cells }] },
  ];
  const made = (recordId: string, n: number): Change['changes'] => [
    {
      kind: 'records',
      tableId: TABLE,
      created: [{ id: recordId, n, createdTime: '', cells: { [NAME]: 'new', [PRICE]: 5 } }],
    },
  ];
  const submit = (op: Op) => {
    pending.push(op);
    rows.pendingChanged([op]);
  };
  return {
    world,
    rows,
    damage,
    read,
    asked,
    change,
    wrote,
    made,
    submit,
    settle: (op: Op) => pending.splice(pending.indexOf(op), 1),
    show: (on: boolean) => {
      isShown = on;
      if (on) rows.look();
    },
    restructure: (next: Field[]) => {
      structure = next;
      rows.structureChanged();
    },
    seen: (index: number, ...names: string[]) => names.map((name) => rows.cellAt(index, name) ?? null),
  };
}

const edit = (recordId: string, price: number | null): Op => ({
  id: 'op',
  kind: 'records.update',
  tableId: TABLE,
  records: [{ id: recordId, cells: { [PRICE]: price } }],
});

describe('formulas of a row', () => {
  it('follow an edit at once, stand when it is done without being read, and fall back when it is refused', async () => {
    const { rows, world, damage, read, change, wrote, submit, settle, seen } = open([...STORED, ...OWN]);
    const op = edit('rec1', 7);
    submit(op);
    expect(seen(1, PRICE, TWICE, LABEL)).toEqual([7, 14, 'n1: 14']);
    expect(damage).toEqual([
      { kind: 'cells', cells: [PRICE, TWICE, LABEL].map((columnId) => ({ row: 1, columnId })) },
    ]);
    settle(op);
    change(wrote('rec1', { [PRICE]: 7 }), [TWICE, LABEL], op);
    expect(seen(1, PRICE, TWICE, LABEL)).toEqual([7, 14, 'n1: 14']);
    await world.advance(1_000);
    expect(read).toEqual([]);

    const refused = edit('rec1', null);
    submit(refused);
    expect(seen(1, PRICE, TWICE)).toEqual([null, 0]);
    settle(refused);
    rows.pendingChanged([refused]);
    expect(seen(1, PRICE, TWICE)).toEqual([7, 14]);
  });

  it('follow what others write, and come with the records that they make', async () => {
    const { world, read, asked, change, wrote, made, seen } = open([...STORED, ...OWN]);
    change(wrote('rec2', { [NAME]: 'theirs' }), [LABEL]);
    expect(seen(2, LABEL)).toEqual(['theirs: 2']);
    change(made('recNew', 11));
    expect(seen(10, TWICE, LABEL)).toEqual([10, 'new: 10']);
    await world.advance(1_000);
    expect([read, asked]).toEqual([[], []]);
  });

  it('say why they have no value, where the row tells it', () => {
    const found = formula(id('Found'), `REGEX_EXTRACT({${NAME}}, "zz+")`);
    const further = formula(id('Further'), `{${found.id}} & "!"`);
    const { rows } = open([...STORED, ...OWN, found, further, OTHERS]);
    const row = rows.rowAt(1) as Row;
    const reason = 'Nothing in the text matches.';
    expect([found.id, further.id, TWICE, SEEN, PRICE].map((field) => rows.whyFault(row, field))).toEqual([
      reason,
      reason,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('come with a record made here', () => {
    const { rows, submit, seen } = open([...STORED, ...OWN]);
    const records = [{ id: 'recMine', cells: { [PRICE]: 3 } }];
    submit({ id: 'op', kind: 'records.create', tableId: TABLE, records });
    expect(rows.rowAt(10)?.unsaved).toBe(true);
    expect(seen(10, TWICE, LABEL)).toEqual([6, ': 6']);
  });

  it('are read again, and computed otherwise, when the structure is another', async () => {
    const { world, rows, read, submit, restructure, seen } = open([...STORED, ...OWN]);
    restructure([...STORED, formula(TWICE, `{${PRICE}} * 3`), OWN[1] as Field]);
    await world.advance(300);
    expect(read.map(({ ids, fields }) => [ids, fields])).toEqual([
      [
        ['rec0', 'rec1', 'rec2', 'rec3'],
        [TWICE, LABEL],
      ],
    ]);
    read[0]?.answer([{ ...rowOf(1), cells: { [TWICE]: 3, [LABEL]: 'n1: 3' } }]);
    await world.advance(1);
    expect(seen(1, TWICE)).toEqual([3]);
    submit(edit('rec1', 2));
    expect(seen(1, TWICE, LABEL)).toEqual([6, 'n1: 6']);
    rows.close();
  });

  it('are not taken from a read that is older than what they are made of', async () => {
    const { world, read, change, wrote, restructure, seen } = open([...STORED, ...OWN]);
    restructure([...STORED, ...OWN]);
    await world.advance(300);
    change(wrote('rec1', { [PRICE]: 9 }), [TWICE, LABEL]);
    read[0]?.answer([rowOf(1)]);
    await world.advance(1);
    expect(seen(1, PRICE, TWICE, LABEL)).toEqual([9, 18, 'n1: 18']);
  });
});

describe('computed cells that only the server knows', () => {
  it('are read when they are affected, also by an edit of the person themselves', async () => {
    const { world, read, change, wrote, submit, settle } = open([...STORED, ...OWN, OTHERS]);
    const op = edit('rec1', 7);
    submit(op);
    await world.advance(1_000);
    expect(read).toEqual([]);
    settle(op);
    change(wrote('rec1', { [PRICE]: 7 }), [TWICE, LABEL, SEEN], op);
    await world.advance(300);
    expect(read.map(({ ids, fields }) => [ids.length, fields])).toEqual([[4, [SEEN]]]);
  });

  it('are read of a new record and of no other', async () => {
    const { world, rows, read, asked, change, made } = open([...STORED, OTHERS]);
    rows.setVisible({ start: 4, end: 12 });
    change(made('recNew', 11));
    expect(rows.cellAt(10, NAME)).toBe('new');
    await world.advance(1_000);
    expect([read, asked.map(({ start, limit }) => [start, limit])]).toEqual([[], [[10, 1]]]);
    rows.close();
  });

  it('are not taken from a window that is older than what affected them', async () => {
    const { world, rows, read, asked, change, seen } = open([...STORED, OTHERS], { rows: 10 });
    rows.restart(1);
    await world.advance(100);
    change([], [SEEN]);
    await world.advance(300);
    const answer = (row: Row) => ({ ...row, cells: { ...row.cells, [SEEN]: 'new' } });
    read[0]?.answer([0, 1, 2, 3].map((at) => answer(rowOf(at))));
    await world.advance(1);
    asked[0]?.answer(windowOf(0, 10));
    await world.advance(1);
    await world.advance(300);
    expect(read).toHaveLength(2);
    read[1]?.answer([0, 1, 2, 3].map((at) => answer(rowOf(at))));
    await world.advance(1);
    expect(seen(2, SEEN)).toEqual(['new']);
    rows.close();
  });

  it('move the rows of a view that they sort', async () => {
    const { world, rows, read, asked, change } = open([...STORED, OTHERS], { sortedBy: SEEN });
    change([], [SEEN]);
    await world.advance(300);
    expect(asked.map(({ start, limit }) => [start, limit])).toEqual([[0, 10]]);
    // The window brings all cells.
    expect(read).toEqual([]);
    rows.close();
  });
});

describe('cells that follow the clock', () => {
  it('are read again about once a minute while they are shown, and not more', async () => {
    const { world, rows, read, show } = open([...STORED, CLOCK, formula(SEEN, `DATESTR({${NOW}})`)]);
    await world.advance(59_000);
    expect(read).toEqual([]);
    for (let minute = 1; minute <= 3; minute += 1) {
      await world.advance(60_000);
      expect(read.map(({ fields }) => fields)).toEqual(Array(minute).fill([NOW, SEEN]));
      read.at(-1)?.answer([]);
    }
    show(false);
    await world.advance(300_000);
    expect(read).toHaveLength(3);
    show(true);
    show(true);
    await world.advance(1_000);
    expect(read).toHaveLength(4);
    rows.close();
    await world.advance(300_000);
    expect(read).toHaveLength(4);
  });

  it('cost nothing where there are none', async () => {
    const { world, read, asked } = open([...STORED, ...OWN]);
    await world.advance(300_000);
    expect([read, asked]).toEqual([[], []]);
  });
});
