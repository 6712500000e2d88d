import { FIELD_TYPES } from '@pyairtable/contracts';
import { reduceBase } from './reduce-base';
import { studioBase } from './studio-base';

describe('a reduced base', () => {
  const base = reduceBase({
    name: 'B',
    tables: [
      {
        name: 'T',
        fields: [
          { name: 'Label', type: 'formula', options: { formula: '{A}' } },
          { name: 'A', type: 'number' },
          { name: 'Dance', type: 'dance' },
          { name: 'Dances', type: 'multipleLookupValues', options: { fieldInLinkedTable: 'Dance' } },
        ],
        views: [
          { name: 'V', filter: '{Dance} > 1', groupBy: 'Dance', sort: [{ field: 'A' }, { field: 'Dance' }] },
        ],
        records: [{ _k: 'one', A: 1, Dance: 3 }],
      },
    ],
  });
  const [table] = base.tables;

  it('keeps known types, and what is computed of them', () => {
    expect(table?.fields.map(({ name }) => name)).toEqual(['Label', 'A']);
    expect(table?.records).toEqual([{ _k: 'one', A: 1 }]);
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
});
