import type { BaseSchema, Op, RowCell } from '@pyairtable/contracts';
import { namesIn } from './names-in';

const choices = ['green', 'red', 'blue'].map((name) => ({ id: `sel${name}`, name }));
const base = {
  collaborators: [{ id: 'usrAnn', name: 'Ann', email: 'ann@a.example' }],
  tables: [
    {
      id: 'tbl',
      primaryFieldId: 'fldName',
      fields: [
        { id: 'fldName', name: 'Name', type: 'singleLineText' },
        { id: 'fldStage', name: 'Stage', type: 'multipleSelects', options: { choices } },
        { id: 'fldWho', name: 'Who', type: 'singleCollaborator' },
        { id: 'fldBeside', name: 'Beside', type: 'multipleRecordLinks', options: { linkedTableId: 'tbl' } },
      ],
    },
  ],
} as unknown as BaseSchema;
const titles: Record<string, string> = { recA: 'Fern', recB: 'Oak' };
const known = {
  base,
  cellsOf: (_tableId: string, id: string): Record<string, RowCell> | undefined =>
    titles[id] === undefined ? undefined : { fldName: titles[id] },
};
const update = (...records: object[]) => ({ kind: 'records.update', tableId: 'tbl', records }) as Op;

it('has the names of the choices, people and records of an op, of its fields, and of its record', () => {
  const cells = { fldStage: ['selgreen', 'selred'], fldWho: 'usrAnn', fldBeside: ['recB', 'recC'] };
  expect(namesIn(update({ id: 'recA', cells }), known)).toEqual({
    recA: 'Fern',
    fldStage: 'Stage',
    selgreen: 'green',
    selred: 'red',
    fldWho: 'Who',
    usrAnn: 'Ann',
    fldBeside: 'Beside',
    recB: 'Oak',
  });
});

it('has none of what is typed, deleted, or in a table that is gone, nor of each record of many', () => {
  const typed = { fldName: 'Fern' };
  expect(namesIn(update({ id: 'recA', cells: typed }, { id: 'recB', cells: typed }), known)).toEqual({
    fldName: 'Name',
  });
  expect(namesIn({ ...update(), tableId: 'tblGone' } as Op, known)).toEqual({});
  expect(
    namesIn({ id: 'op', kind: 'records.delete', tableId: 'tbl', recordIds: ['recA'] } as Op, known),
  ).toEqual({});
});
