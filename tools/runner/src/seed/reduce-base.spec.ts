import { FIELD_TYPES } from '@pyairtable/contracts';
import { reduceBase } from './reduce-base';
import { studioBase } from './studio-base';

describe('a reduced base', () => {
  const base = reduceBase(
    {
      name: 'B',
      tables: [
        {
          name: 'T',
          fields: [
            { name: 'Label', type: 'formula', options: { formula: '{A}' } },
            { name: 'A', type: 'number' },
            { name: 'Notes', type: 'richText' },
            { name: 'Sum', type: 'rollup' },
          ],
          views: [
            { name: 'V', filter: '{Sum} > 1', groupBy: 'Sum', sort: [{ field: 'A' }, { field: 'Sum' }] },
          ],
          records: [{ _k: 'one', A: 1, Notes: '*x*', Sum: 3 }],
        },
      ],
    },
    { T: (record) => `No. ${record['A']}` },
  );
  const [table] = base.tables;

  it('keeps known types, and holds a computed primary as text', () => {
    expect(table?.fields).toEqual([
      { name: 'Label', type: 'singleLineText' },
      { name: 'A', type: 'number' },
      { name: 'Notes', type: 'richText' },
    ]);
    expect(table?.records).toEqual([{ _k: 'one', A: 1, Notes: '*x*', Label: 'No. 1' }]);
  });

  it('takes from views what mentions a field that is gone', () => {
    expect(table?.views).toEqual([{ name: 'V', sort: [{ field: 'A' }] }]);
  });
});

describe('the sample base Studio OS', () => {
  const base = studioBase();

  it('has its nine tables with fields of this release only', () => {
    expect(base.tables).toHaveLength(9);
    const types = base.tables.flatMap(({ fields }) => fields.map(({ type }) => type));
    expect(types.filter((type) => !(FIELD_TYPES as readonly string[]).includes(type))).toEqual([]);
  });

  it('names people and time entries as its formulas would', () => {
    const records = (name: string) => base.tables.find((table) => table.name === name)?.records;
    expect(records('Contacts')?.map((record) => record['Full name'])).toEqual(["Lee O'Hara", 'Jo']);
    expect((records('Time entries')?.[0]?.['Label'] as string[]).slice(4, 6)).toEqual([
      '2026-01-16 Task 4',
      '2026-01-17 Task 0',
    ]);
  });
});
