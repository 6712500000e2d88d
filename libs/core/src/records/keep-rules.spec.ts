import { shownModel } from '../index';
import { withDefaults } from './keep-rules';

/** A table whose defaults come to 9 MB in each record. */
const fields = Array.from({ length: 900 }, (_, at) => ({
  id: `fld${at}`,
  name: `F ${at}`,
  type: 'multilineText',
  rules: { default: 'x'.repeat(10_000) },
}));
const base = shownModel([
  { id: 'tblT', name: 'Long', recordCount: 0, primaryFieldId: 'fld0', fields, views: [] },
] as unknown as Parameters<typeof shownModel>[0]);

const make = (count: number) =>
  withDefaults(
    base.table('tblT'),
    Array.from({ length: count }, () => ({ id: '', cells: {} })),
    { base, userId: 'usrMia' },
  );

it('makes one record, however long its defaults are, and says how many of several it makes', () => {
  expect(Object.keys(make(1)[0]?.cells ?? {})).toHaveLength(900);
  expect(() => make(2)).toThrow('make at most 1 at a time');
});
