import { idsOf, linksOf, rawCellOf, type RowCell, sameCell } from './cells';

const links = [
  { id: 'recA', title: 'Acme' },
  { id: 'recB', title: '' },
];

describe('cells as rows show them', () => {
  it.each<[string, RowCell | undefined, ReturnType<typeof rawCellOf>, string[]]>([
    ['nothing', undefined, null, []],
    ['a text', 'selA', 'selA', ['selA']],
    ['a number', 0, 0, []],
    ['a tick', true, true, []],
    ['several choices', ['selA', 'selB'], ['selA', 'selB'], ['selA', 'selB']],
    ['links', links, ['recA', 'recB'], ['recA', 'recB']],
  ])('%s is stored without titles, and has its ids', (_what, cell, raw, ids) => {
    expect(rawCellOf(cell)).toEqual(raw);
    expect(idsOf(cell)).toEqual(ids);
  });

  it('tells links from every other cell', () => {
    expect(linksOf(links)).toEqual(links);
    for (const other of [undefined, 'recA', 1, true, ['recA'], []]) expect(linksOf(other)).toEqual([]);
  });

  it('tells other objects from links', () => {
    const files = [{ id: 'attA', filename: 'plan.pdf' }] as unknown as RowCell;
    expect(linksOf(files)).toEqual([]);
  });

  it('compares stored cells by what they hold, lists in their order', () => {
    expect(sameCell(['a', 'b'], ['a', 'b'])).toBe(true);
    expect(sameCell(['a', 'b'], ['b', 'a'])).toBe(false);
    expect(sameCell(['a'], 'a')).toBe(false);
    expect(sameCell(null, null)).toBe(true);
  });
});
