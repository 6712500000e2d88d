import { TickedRows } from './ticked-rows';

it('ticks and unticks by key and leaves what it was alone', () => {
  const one = TickedRows.of(['a', 'b']);
  const two = one.toggle('b').toggle('c').remove(['gone']);
  expect([[...one.keys], [...two.keys]]).toEqual([
    ['a', 'b'],
    ['a', 'c'],
  ]);
  expect([two.has('c'), two.has('b'), two.has(undefined)]).toEqual([true, false, false]);
  expect(two.remove(['gone'])).toBe(two);
});

it('is not empty while more is read', () => {
  const reading = TickedRows.none.reading(true);
  expect([reading.isEmpty, reading.count, reading.reading(false).isEmpty]).toEqual([false, 0, true]);
});
