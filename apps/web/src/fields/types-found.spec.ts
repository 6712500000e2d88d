import { ALL_TYPES } from './convertible-types';
import { typesFound } from './types-found';

describe('a search among field types', () => {
  it.each([
    ['', ALL_TYPES[0]],
    ['da', 'date'],
    ['SEL', 'singleSelect'],
    ['money', 'currency'],
    ['tim', 'dateTime'],
    ['roll', 'rollup'],
  ])('%j finds first %s', (search, first) => expect(typesFound(ALL_TYPES, search)[0]).toBe(first));

  it('finds nothing by what no type is called', () => expect(typesFound(ALL_TYPES, 'xyz')).toEqual([]));
});
