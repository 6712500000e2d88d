import { parseCollapsed, withCollapsed } from './collapsed-groups';

describe('the collapsed groups that a browser keeps', () => {
  it('are those of each view, the last changed first', () => {
    const one = withCollapsed({}, 'viwA', ['a', 'b'], true);
    const two = withCollapsed(one, 'viwB', ['c'], true);
    expect(two).toEqual({ viwB: ['c'], viwA: ['a', 'b'] });
    expect(Object.keys(withCollapsed(two, 'viwA', ['d'], true))).toEqual(['viwA', 'viwB']);
    expect(withCollapsed(two, 'viwA', ['b'], false)).toEqual({ viwA: ['a'], viwB: ['c'] });
    expect(withCollapsed(two, 'viwB', ['c'], false)).toEqual({ viwA: ['a', 'b'] });
  });

  it('are no more than fit', () => {
    const many = Array.from({ length: 15_000 }, (_, at) => `${String(at)}`);
    const kept = withCollapsed({ viwOld: many }, 'viwNew', many, true);
    expect([kept['viwNew']?.length, kept['viwOld']?.length]).toEqual([15_000, 5_000]);
  });

  it('are none where what is kept is not ours', () => {
    for (const text of [null, '', '{', 'null', '[1]', '{"viwA":[1],"viwB":"x"}'])
      expect(parseCollapsed(text)).toEqual({});
    expect(parseCollapsed('{"viwA":["x"],"viwB":1}')).toEqual({ viwA: ['x'] });
  });
});
