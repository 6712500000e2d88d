import { linksAfterPick } from './toggled';

const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id, title: id })) as [
  { id: string; title: string },
  { id: string; title: string },
  { id: string; title: string },
];

it('puts a picked record in the place of others where a field takes one, and beside them where it takes several', () => {
  expect(linksAfterPick(false, [a], b)).toEqual([b]);
  expect(linksAfterPick(true, [a], b)).toEqual([a, b]);
});

it('takes out the picked record alone, whatever else a field that takes one has', () => {
  expect(linksAfterPick(false, [a, b, c], b)).toEqual([a, c]);
  expect(linksAfterPick(false, [a], a)).toEqual([]);
});
