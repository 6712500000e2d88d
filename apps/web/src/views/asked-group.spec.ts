import type { Field } from '@pyairtable/contracts';
import { filledInGroup } from './asked-group';

const field = (id: string) => ({ id, name: id, type: 'singleLineText' }) as Field;
const table = { fields: [field('fldName'), field('fldState')] };
const asked = { key: 'done', given: { cells: { fldState: 'Done' }, titles: {} } };
const filled = { cells: { fldName: 'Oak' }, titles: {} };
const groups = (...keys: string[]) => keys.map((key) => ({ key }));

describe('a record that is filled in for a group', () => {
  it('is made in that group, wherever it stands by then', () => {
    const record = { cells: { fldState: 'Done', fldName: 'Oak' }, titles: {} };
    expect(filledInGroup(asked, filled, groups('todo', 'done'), table)).toEqual({ record, group: 1 });
    expect(filledInGroup(asked, filled, groups('late', 'todo', 'done'), table)).toEqual({ record, group: 2 });
  });

  it('has what its group had in common though the group is gone', () => {
    const record = { cells: { fldState: 'Done', fldName: 'Oak' }, titles: {} };
    expect(filledInGroup(asked, filled, groups('todo'), table)).toEqual({ record, group: undefined });
  });

  it('is in no group where what was filled in takes it to another', () => {
    const other = { cells: { fldState: 'Late' }, titles: {} };
    expect(filledInGroup(asked, other, groups('done'), table)).toEqual({ record: other, group: undefined });
  });

  it('has no cell of a field that was deleted meanwhile', () => {
    const { record } = filledInGroup(asked, filled, [], { fields: [field('fldName')] });
    expect(record.cells).toEqual({ fldName: 'Oak' });
  });
});
