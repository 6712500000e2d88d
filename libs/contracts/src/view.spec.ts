import { Compile } from 'typebox/compile';
import { VIEW_LIMITS, View, ViewChange } from './view';

const change = Compile(ViewChange);
const view = Compile(View);

const FLD = 'fldAAAAAAAAAAAAAA';
const VIEW = { id: 'viwAAAAAAAAAAAAAA', name: 'All', type: 'grid' };
const { colors, columnWidth, fields, name, sortKeys } = VIEW_LIMITS;

const filterOf = (...conditions: unknown[]) => ({ conjunction: 'and', conditions });

const RULE = { color: 'redBright', filter: filterOf() };

const REFUSED: [string, Record<string, unknown>][] = [
  ['no name', { name: '' }],
  ['a name too long', { name: 'x'.repeat(name + 1) }],
  ['a name with a NUL', { name: 'a\0b' }],
  ['a name with half of a pair', { name: 'a\ud800b' }],
  ['a name that is no text', { name: null }],
  ['a field by its name', { visibleFieldIds: ['Name'] }],
  ['too many fields', { visibleFieldIds: Array.from({ length: fields + 1 }, () => FLD) }],
  ['a column too narrow', { columnWidths: { [FLD]: columnWidth.minimum - 1 } }],
  ['a column too wide', { columnWidths: { [FLD]: columnWidth.maximum + 1 } }],
  ['a width in parts', { columnWidths: { [FLD]: 100.5 } }],
  ['a width of no field', { columnWidths: { Name: 100 } }],
  ['a sort without direction', { sort: [{ fieldId: FLD }] }],
  ['a sort with a key unknown', { sort: [{ fieldId: FLD, direction: 'asc', nulls: 'last' }] }],
  [
    'too many sort keys',
    { sort: Array.from({ length: sortKeys + 1 }, () => ({ fieldId: FLD, direction: 'asc' })) },
  ],
  ['four groups', { groups: Array.from({ length: 4 }, () => ({ fieldId: FLD, direction: 'asc' })) }],
  ['a height of its own', { rowHeight: 'huge' }],
  ['a formula with a NUL', { filterFormula: '"\0"' }],
  ['a filter that is a list', { filter: [] }],
  ['a condition with a key unknown', { filter: filterOf({ fieldId: FLD, operator: 'is', values: [] }) }],
  ['an operator unknown', { filter: filterOf({ fieldId: FLD, operator: 'like', value: 'x' }) }],
  ['a day unknown', { filter: filterOf({ fieldId: FLD, operator: 'is', value: { mode: 'someday' } }) }],
  ['a summary unknown', { summaries: { [FLD]: 'mode' } }],
  ['a summary of no field', { summaries: { Name: 'sum' } }],
  ['a colour that choices have not', { colors: { rules: [{ color: 'mauve', filter: filterOf() }] } }],
  ['colours by both', { colors: { fieldId: FLD, rules: [] } }],
  ['too many colours', { colors: { rules: Array.from({ length: colors + 1 }, () => RULE) } }],
  ['groups of conditions too deep', { filter: filterOf(filterOf(filterOf(filterOf()))) }],
];

describe('a view', () => {
  it.each(REFUSED)('holds %s neither when it is changed nor when it is read', (_what, settings) => {
    expect(change.Check(settings)).toBe(false);
    expect(view.Check({ ...VIEW, ...settings })).toBe(false);
  });

  it.each([
    [{}],
    [{ name: 'Größe 🎬' }],
    [{ visibleFieldIds: [] }],
    [{ columnWidths: { [FLD]: columnWidth.minimum } }],
    [{ sort: [{ fieldId: FLD, direction: 'desc' }] }],
    [{ summaries: { [FLD]: 'sum' } }],
    [{ colors: { fieldId: FLD } }],
    [{ colors: { rules: [RULE] } }],
    [{ groups: [{ fieldId: FLD, direction: 'desc' }], rowHeight: 'tall', filterFormula: '' }],
    [
      {
        filter: filterOf(
          filterOf(filterOf({ fieldId: FLD, operator: 'isWithin', value: { mode: 'pastWeek' } })),
        ),
      },
    ],
  ])('is changed by %j', (settings) => {
    expect(change.Check(settings)).toBe(true);
    expect(view.Check({ ...VIEW, ...settings })).toBe(true);
  });

  it('loses its colours by null', () => {
    expect(change.Check({ colors: null })).toBe(true);
    expect(view.Check({ ...VIEW, colors: null })).toBe(false);
  });

  it('loses a summary by null', () => {
    expect(change.Check({ summaries: { [FLD]: null } })).toBe(true);
    expect(view.Check({ ...VIEW, summaries: { [FLD]: null } })).toBe(false);
  });

  it.each(['type', 'id', 'hidden'])('is not changed by the key %s', (key) => {
    expect(change.Check({ [key]: 'grid' })).toBe(false);
  });
});
