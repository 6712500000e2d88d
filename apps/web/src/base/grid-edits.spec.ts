import type { Field, Row, Table } from '@pyairtable/contracts';
import type { CellEdit, EditValue, GridColumn } from '@pyairtable/grid';
import { applyEdits } from './grid-edits';

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
  const records = { update: vi.fn(), paste: vi.fn() };
  const reader = {
    timeZone: 'UTC',
    locale: 'en-US',
    users: new Map(),
    colors: new Map(),
    primaries: new Map(),
  };
  return { table, rows: { rowAt: (at: number) => shown[at] }, reader, records };
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
  expect(to.records.update.mock.calls).toEqual([
    [
      table.id,
      [
        { id: 'recOne', cells: { [name.id]: 'uno', [amount.id]: null } },
        { id: 'recTwo', cells: { [amount.id]: 2 } },
      ],
      {},
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
  expect(to.records.update.mock.lastCall).toEqual([
    table.id,
    [{ id: 'recFar', cells: { [name.id]: 'uno' } }],
    {},
  ]);
  applyEdits([{ ...edit(0, name, { type: 'clear' }), key: 'recFar' }], to);
  expect(to.records.update.mock.lastCall?.[1]).toEqual([{ id: 'recFar', cells: { [name.id]: null } }]);
});

it('refuses a row that is not loaded', () => {
  expect(applyEdits([edit(9, name, { type: 'clear' })], target())).toMatchObject({ ok: false });
});

it('writes what is known only later when it is, to the field that there is then', async () => {
  const to = target();
  const kind = { id: 'fldKindAAAAAAAAAA', name: 'Kind', type: 'singleSelect' };
  const before = { ...kind, options: { choices: [] } } as Field;
  const after = { ...kind, options: { choices: [{ id: 'selNew', name: 'New' }] } } as Field;
  let made: (id: string) => void = () => undefined;
  const later = new Promise<string>((resolve) => (made = resolve));
  let now = before;
  const edits = [edit(0, before, { type: 'value', value: { later } })];
  expect(applyEdits(edits, { ...to, fieldNow: () => now })).toEqual({ ok: true });
  expect(to.records.update).not.toHaveBeenCalled();
  now = after;
  made('selNew');
  await vi.waitFor(() => expect(to.records.update).toHaveBeenCalled());
  expect(to.records.update.mock.lastCall?.[1]).toEqual([{ id: 'recOne', cells: { [kind.id]: 'selNew' } }]);
});
