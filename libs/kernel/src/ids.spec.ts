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

  describe('of records', () => {
    const madeAt = (time: string) => {
      vi.setSystemTime(time);
      return newId('record');
    };
    beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }));
    afterEach(() => vi.useRealTimers());

    it('begin alike when they are made together', () => {
      const [one, other] = [madeAt('2026-11-29T12:00:00.000Z'), madeAt('2026-11-29T12:00:00.001Z')];
      expect(other.slice(0, 8)).toBe(one.slice(0, 8));
      expect(other).not.toBe(one);
    });

    it('stand behind all that were made before, until 2088', () => {
      const ids = ['2026-01-01', '2026-01-02', '2027-01-01', '2050-01-01', '2085-01-01'].map(madeAt);
      expect(ids.toSorted()).toEqual(ids);
    });
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
