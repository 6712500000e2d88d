import { parseRecentBases, withOpened } from './recent-bases';

it('keeps the latest and forgets the oldest', () => {
  let bases = {};
  for (let at = 0; at < 30; at += 1) bases = withOpened(bases, `app${String(at)}`, at);
  expect(Object.keys(bases)).toHaveLength(24);
  expect(bases).toHaveProperty('app29', 29);
  expect(bases).not.toHaveProperty('app5');
});

it.each([null, '', '{', '"text"', '[1,"a"]', '{"appA":"yesterday"}'])(
  'reads %j as nothing opened',
  (text) => {
    expect(Object.values(parseRecentBases(text)).every((time) => typeof time === 'number')).toBe(true);
    expect(parseRecentBases(text)).not.toHaveProperty('appA');
  },
);
