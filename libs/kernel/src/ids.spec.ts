import { ID_PREFIXES, isId, newId, type IdKind } from './ids';

describe('ids', () => {
  it('mints seventeen characters with the prefix of their kind', () => {
    for (const kind of Object.keys(ID_PREFIXES) as IdKind[]) {
      const id = newId(kind);
      expect(id).toHaveLength(17);
      expect(isId(kind, id)).toBe(true);
    }
  });

  it('does not repeat itself over ten thousand ids', () => {
    expect(new Set(Array.from({ length: 10_000 }, () => newId('record'))).size).toBe(10_000);
  });

  it.each([
    undefined,
    null,
    7,
    '',
    'rec',
    'recTooShort',
    'recABCDEFGHIJKLM-',
    'recABCDEFGHIJKLMNO',
    'tblABCDEFGHIJKLMN',
  ])('refuses %s as a record id', (text) => expect(isId('record', text)).toBe(false));
});
