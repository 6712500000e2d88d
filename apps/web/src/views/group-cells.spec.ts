import type { Field, ViewGroup } from '@pyairtable/contracts';
import { groupCells, newInGroup } from './group-cells';

const field = (id: string, type: string, more: object = {}) =>
  ({ id, name: id, type, options: {}, ...more }) as unknown as Field;
const FIELDS = [
  field('fldState', 'singleSelect', { options: { choices: [] }, rules: { default: 'selTodo' } }),
  field('fldOf', 'multipleRecordLinks'),
  field('fldWhen', 'createdTime'),
  field('fldCode', 'singleLineText', { rules: { unique: true } }),
];
const group = (level: 0 | 1 | 2, cell?: unknown): ViewGroup => ({
  level,
  ...(cell === undefined ? {} : { cell }),
  start: 0,
  count: 1,
  summaries: {},
});

describe('a record made in a group', () => {
  it('begins with what the rows of the groups around it have in common', () => {
    const groups = [
      group(0, 'selTodo'),
      group(1),
      group(0, 'selDone'),
      group(1, [{ id: 'recA', title: 'A' }]),
      group(1, [
        { id: 'recB', title: 'B' },
        { id: 'recC', title: 'C' },
      ]),
    ];
    const made = (index: number) => newInGroup(groups, index, ['fldState', 'fldOf'], { fields: FIELDS });
    expect(made(4)).toEqual({
      cells: { fldState: 'selDone', fldOf: ['recB', 'recC'] },
      titles: { recB: 'B', recC: 'C' },
    });
    expect(made(2)).toEqual({ cells: { fldState: 'selDone' }, titles: {} });
    expect(made(1)).toEqual({ cells: { fldState: 'selTodo' }, titles: {} });
  });

  it('has no cell that only one record may have', () => {
    expect(newInGroup([group(0, 'A1')], 0, ['fldCode'], { fields: FIELDS })).toEqual({
      cells: {},
      titles: {},
    });
  });

  it('is empty where they are, whatever is the default, and lets the house write what is its own', () => {
    const groups = [group(0), group(1, '2026-01-01T00:00:00.000Z')];
    expect(newInGroup(groups, 1, ['fldState', 'fldWhen'], { fields: FIELDS })).toEqual({
      cells: { fldState: null },
      titles: {},
    });
  });
});

describe('a record moved to a group', () => {
  it('loses what the rows there do not have', () => {
    const groups = [group(0), group(1)];
    expect(groupCells(groups, 1, ['fldState', 'fldOf'], { fields: FIELDS })).toEqual({
      cells: { fldState: null, fldOf: null },
      titles: {},
    });
  });
});
