import { withShown } from './field-order';

describe('a field that is shown again', () => {
  const table = ['a', 'b', 'c', 'd'];

  it('comes back behind the field before it in the table', () => {
    expect(withShown(['a', 'c', 'd'], table, ['b'])).toEqual(['a', 'b', 'c', 'd']);
    expect(withShown(['d', 'a', 'c'], table, ['b'])).toEqual(['d', 'a', 'b', 'c']);
  });

  it('comes first when nothing before it is shown', () =>
    expect(withShown(['c'], table, ['a'])).toEqual(['a', 'c']));

  it('leaves the order of the others alone when all are shown', () =>
    expect(withShown(['d', 'b'], table, table)).toEqual(['a', 'd', 'b', 'c']));
});
