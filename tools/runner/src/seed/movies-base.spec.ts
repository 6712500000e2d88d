import { isId } from '@pyairtable/kernel';
import { moviesBase } from './movies-base';

describe('the sample base Movies', () => {
  const base = moviesBase();
  const records = (name: string) => base.tables.find((table) => table.name === name)?.records ?? [];

  it('is the same at every build, ids included', () => expect(moviesBase()).toEqual(base));

  it('has thousands of records, each with its own record id', () => {
    const ids = base.tables.flatMap((table) => table.records?.map((record) => record['_id']) ?? []);
    expect(ids.length).toBeGreaterThan(3_900);
    expect(ids.every((id) => isId('record', id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('links every director and distributor that a film names to a record of that name', () => {
    for (const [link, table] of [
      ['Director', 'Directors'],
      ['Distributor', 'Distributors'],
    ] as const) {
      const keys = new Set(records(table).map((record) => record['_k']));
      const linked = records('Movies').flatMap((record) => (record[link] as string[] | undefined) ?? []);
      expect(linked.length).toBeGreaterThan(1_800);
      expect(linked.filter((key) => !keys.has(key))).toEqual([]);
    }
  });

  it('reads dates, shares and titles that are numbers in the source', () => {
    const found = records('Movies').find((record) => record['Title'] === '300');
    expect(found).toMatchObject({ Released: '2007-03-09', Critics: 0.6, Director: ['Zack Snyder'] });
  });

  it('shows a field of each kind that computes', () => {
    const types = base.tables.flatMap(({ fields }) => fields.map(({ type }) => type));
    expect(types).toEqual(expect.arrayContaining(['formula', 'multipleLookupValues', 'rollup', 'count']));
  });

  it('releases no film a century late', () => {
    const released = new Map(records('Movies').map((record) => [record['Title'], record['Released']]));
    expect(released.get('Gone with the Wind')).toBe('1939-12-15');
    expect([...released.values()].filter((date) => String(date) > '2011-12-31')).toEqual([]);
  });
});
