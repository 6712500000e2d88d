import {
  attachmentsOf,
  barcodeOf,
  idsOf,
  isTextList,
  linksOf,
  rawCellOf,
  type RowCell,
  sameCell,
  textsOf,
} from './cells';

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

  const files = [{ id: 'attA', url: 'https://ex.org', filename: 'plan.pdf' }];
  const code = { text: '1', type: 'ean8' };

  it('tells files, codes, links and lists of ids from each other', () => {
    expect(attachmentsOf(files)).toEqual(files);
    expect(barcodeOf(code)).toBe(code);
    expect(textsOf(['selA'])).toEqual(['selA']);
    for (const other of [undefined, null, 'x', ['selA'], code, links])
      expect(attachmentsOf(other)).toEqual([]);
    for (const other of [undefined, null, 'x', ['selA'], files, links])
      expect(barcodeOf(other)).toBeUndefined();
    for (const other of [files, code]) expect(linksOf(other)).toEqual([]);
    for (const other of [undefined, null, 'x', files, code, links]) expect(isTextList(other)).toBe(false);
  });

  it('stores files and codes as they are shown', () => {
    expect(rawCellOf(files)).toEqual(files);
    expect(rawCellOf(code)).toBe(code);
  });

  it('compares objects by what they hold, in whatever order their keys stand', () => {
    expect(sameCell({ type: 'ean8', text: '1' }, code)).toBe(true);
    expect(sameCell({ text: '1' }, code)).toBe(false);
    expect(sameCell(structuredClone(files), files)).toBe(true);
    expect(sameCell([{ ...files[0], size: 7 } as (typeof files)[0]], files)).toBe(false);
    expect(sameCell(files, code)).toBe(false);
    expect(sameCell(null, files)).toBe(false);
  });

  it('compares stored cells by what they hold, lists in their order', () => {
    expect(sameCell(['a', 'b'], ['a', 'b'])).toBe(true);
    expect(sameCell(['a', 'b'], ['b', 'a'])).toBe(false);
    expect(sameCell(['a'], 'a')).toBe(false);
    expect(sameCell(null, null)).toBe(true);
  });
});
