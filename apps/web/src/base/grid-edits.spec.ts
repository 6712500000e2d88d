import type { Field, Row, RowCell, Table } from '@pyairtable/contracts';
import type { CellEdit, EditValue, GridColumn } from '@pyairtable/grid';
import * as ui from '@pyairtable/ui';
import { waitFor } from '@testing-library/react';
import { laterValue, type LaterValue } from '@/cells/later-value';
import { unopenedSession } from '@/testing/unopened-session';
import { applyEdits, type EditTarget } from './grid-edits';
import { RecordActions } from './record-actions';

const name: Field = { id: 'fldNameAAAAAAAAAA', name: 'Name', type: 'singleLineText' };
const amount: Field = { id: 'fldAmountAAAAAAAA', name: 'Amount', type: 'number', options: { precision: 0 } };
const table: Table = {
  id: 'tblAAAAAAAAAAAAAA',
  name: 'T',
  primaryFieldId: name.id,
  fields: [name, amount],
  views: [],
  recordCount: 2,
};
const row = (id: string, cells: Row['cells']): Row => ({ id, n: 1, createdTime: '', cells });
const shown = [row('recOne', { [name.id]: 'one', [amount.id]: 1 }), row('recTwo', { [name.id]: 'two' })];

function target() {
  const session = unopenedSession();
  const records = new RecordActions(session);
  vi.spyOn(records, 'update');
  const reader = {
    timeZone: 'UTC',
    locale: 'en-US',
    users: new Map(),
    colors: new Map(),
    primaries: new Map(),
  };
  return { session, table, rows: { rowAt: (at: number) => shown[at] }, reader, records };
}
const column = (field: Field): GridColumn => ({ id: field.id, title: field.name, width: 100 });
const edit = (at: number, field: Field, value: EditValue): CellEdit => ({
  row: at,
  column: column(field),
  value,
});

it('writes several cells as one act, by record', () => {
  const to = target();
  expect(
    applyEdits(
      [
        edit(0, name, { type: 'text', text: 'uno' }),
        edit(0, amount, { type: 'clear' }),
        edit(1, amount, { type: 'text', text: '2' }),
      ],
      to,
    ),
  ).toEqual({ ok: true });
  expect(vi.mocked(to.records.update).mock.calls).toEqual([
    [
      table.id,
      [
        { id: 'recOne', cells: { [name.id]: 'uno', [amount.id]: null } },
        { id: 'recTwo', cells: { [amount.id]: 2 } },
      ],
      {},
      [],
    ],
  ]);
});

it('keeps a single refused cell open with its reason', () => {
  const to = target();
  expect(applyEdits([edit(0, amount, { type: 'text', text: 'x' })], to)).toMatchObject({ ok: false });
  expect(to.records.update).not.toHaveBeenCalled();
});

it('writes nothing when nothing changed', () => {
  const to = target();
  applyEdits([edit(0, name, { type: 'text', text: 'one' })], to);
  expect(to.records.update).not.toHaveBeenCalled();
});

it('writes what was typed to the record it was typed for, though that is out of reach by now', () => {
  const to = target();
  const typed = { ...edit(0, name, { type: 'text', text: 'uno' }), key: 'recFar' };
  expect(applyEdits([typed], to)).toEqual({ ok: true });
  expect(vi.mocked(to.records.update).mock.lastCall).toEqual([
    table.id,
    [{ id: 'recFar', cells: { [name.id]: 'uno' } }],
    {},
    [],
  ]);
  applyEdits([{ ...edit(0, name, { type: 'clear' }), key: 'recFar' }], to);
  expect(vi.mocked(to.records.update).mock.lastCall?.[1]).toEqual([
    { id: 'recFar', cells: { [name.id]: null } },
  ]);
});

it('refuses a row that is not loaded', () => {
  expect(applyEdits([edit(9, name, { type: 'clear' })], target())).toMatchObject({ ok: false });
});

/** A value that is answered by hand. */
function late(opened?: RowCell) {
  let answer: (value: Awaited<LaterValue['later']>) => void = () => undefined;
  const { value } = laterValue(new Promise((resolve) => (answer = resolve)), opened, false);
  return { value: { type: 'value', value } as const, answer };
}

it('writes what is known only later when it is, to the field that there is then', async () => {
  const to = target();
  const kind = { id: 'fldKindAAAAAAAAAA', name: 'Kind', type: 'singleSelect' };
  const before = { ...kind, options: { choices: [] } } as Field;
  const after = { ...kind, options: { choices: [{ id: 'selNew', name: 'New' }] } } as Field;
  const made = late();
  let now = before;
  expect(applyEdits([edit(0, before, made.value)], { ...to, fieldNow: () => now })).toEqual({ ok: true });
  expect(to.session.isExpecting).toBe(true);
  expect(to.records.update).not.toHaveBeenCalled();
  now = after;
  made.answer(() => 'selNew');
  await waitFor(() => expect(to.records.update).toHaveBeenCalled());
  expect(vi.mocked(to.records.update).mock.lastCall?.[1]).toEqual([
    { id: 'recOne', cells: { [kind.id]: 'selNew' } },
  ]);
});

describe('a pick that is known only later', () => {
  /** One that is made of a cell, and the cell as it is by then. */
  function start(now: string) {
    const to: EditTarget = {
      ...target(),
      recordNow: (id) => ({ ...row(id, { [name.id]: now }), n: 1, createdTime: '' }),
    };
    const pick = late('one');
    applyEdits([edit(0, name, pick.value)], to);
    return { to, pick };
  }
  const written = ({ records }: EditTarget) => vi.mocked(records.update).mock.calls.map(([, all]) => all);

  it('joins what the cell holds by then', async () => {
    const { to, pick } = start('one, by another');
    pick.answer((now) => `${String(now)}, picked`);
    await waitFor(() => expect(to.records.isExpecting).toBe(false));
    expect(written(to)).toEqual([[{ id: 'recOne', cells: { [name.id]: 'one, by another, picked' } }]]);
  });

  it('writes nothing where it comes to nothing, or to what is there', async () => {
    const [none, same] = [start('one, by another'), start('one, by another')];
    none.pick.answer(null);
    same.pick.answer(() => 'one, by another');
    await waitFor(() =>
      expect([none.to.records.isExpecting, same.to.records.isExpecting]).toEqual([false, false]),
    );
    expect([written(none.to), written(same.to)]).toEqual([[], []]);
  });

  it('is given up by undo', async () => {
    const { to, pick } = start('one');
    (to.records as RecordActions).undo();
    pick.answer(() => 'picked');
    await pick.value.value.later;
    await Promise.resolve();
    expect(written(to)).toEqual([]);
  });
});

it('writes what a cell holds already where something else may be about to be written to it', () => {
  const to = target();
  to.records.begin(table.id);
  applyEdits([edit(0, name, { type: 'text', text: 'one' })], to);
  expect(vi.mocked(to.records.update).mock.lastCall?.[1]).toEqual([
    { id: 'recOne', cells: { [name.id]: 'one' } },
  ]);
});

it('says which linked records a field does not take that takes one', () => {
  const one = {
    id: 'fldLinkAAAAAAAAAA',
    name: 'Link',
    type: 'multipleRecordLinks',
    options: { linkedTableId: 'tblOthersAAAAAAAA', isReversed: false, prefersSingleRecordLink: true },
  } as Field;
  const links = ['A', 'B'].map((title) => ({ id: `rec${title.repeat(14)}`, title }));
  const toast = vi.spyOn(ui, 'showToast').mockReturnValue('');
  const to = { ...target(), table: { ...table, fields: [...table.fields, one] } };
  applyEdits(
    [0, 1].map((at) => edit(at, one, { type: 'value', value: { links } })),
    to,
  );
  expect(vi.mocked(to.records.update).mock.lastCall?.[1]).toEqual(
    ['recOne', 'recTwo'].map((id) => ({ id, cells: { [one.id]: ['recAAAAAAAAAAAAAA'] } })),
  );
  expect(toast.mock.calls).toEqual([[{ title: '“Link” takes one record: “B” was left out.' }]]);
});

describe('a link to a record that is to be made', () => {
  const OTHERS = 'tblOthersAAAAAAAA';
  const link = {
    id: 'fldLinkAAAAAAAAAA',
    name: 'Link',
    type: 'multipleRecordLinks',
    options: { linkedTableId: OTHERS, isReversed: false, prefersSingleRecordLink: false },
  } as Field;
  const id = 'recMadeAAAAAAAAAA';
  const links = [{ id, title: 'New', toMake: { tableId: OTHERS, id, cells: { fldTitle: 'New' } } }];

  /** A target of which the tables that records were made in, and the acts, can be counted. */
  function start() {
    const to = { ...target(), table: { ...table, fields: [...table.fields, link] } };
    const creates = vi.spyOn(to.session, 'createRecords');
    return { to, made: () => creates.mock.calls.map(([tableId, records]) => [tableId, records]) };
  }

  it('makes it by the same act, and once for several cells', () => {
    const { to, made } = start();
    for (const at of [0, 1])
      expect(applyEdits([edit(at, link, { type: 'value', value: { links } })], to)).toEqual({ ok: true });
    expect(made()).toEqual([[OTHERS, [{ id, cells: { fldTitle: 'New' } }]]]);
    for (const undos of [1, 2]) {
      expect([undos, to.session.canUndo]).toEqual([undos, true]);
      to.records.undo();
    }
    expect([to.session.canUndo, to.session.pendingCount]).toEqual([false, 0]);
  });

  it.each([
    ['one where it is picked late', 'stays', 1],
    ['none where its field is converted meanwhile', 'is converted', 0],
    ['none where it is taken back meanwhile', 'is taken back', 0],
  ])('makes %s', async (_, what, count) => {
    const { to, made } = start();
    const pick = late();
    let now = link;
    applyEdits([edit(0, link, pick.value)], { ...to, fieldNow: () => now });
    if (what === 'is converted') now = { ...amount, id: link.id };
    else if (what === 'is taken back') to.records.undo();
    pick.answer(() => ({ links }));
    await waitFor(() => expect(to.records.isExpecting).toBe(false));
    await Promise.resolve();
    expect([made().length, to.session.pendingCount]).toEqual([count, 2 * count]);
  });
});
