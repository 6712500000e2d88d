import { check } from '@pyairtable/formula';
import { sourcePieces } from './source-pieces';

const options = { field: () => undefined };
const pieces = (source: string, place?: { start: number; end: number }) => {
  const { parsed, problems } = check(source, options);
  return sourcePieces(source, parsed.tokens, { problems, warnings: [], place });
};

describe('pieces of a source', () => {
  it.each(['', 'IF({a}, "x" & 1) // end', '((', '“x”', 'SUM(1,,2', 'é😀 + 1'])(
    'joined are the source: %s',
    (source) =>
      expect(
        pieces(source)
          .map(({ text }) => text)
          .join(''),
      ).toBe(source),
  );

  it('tell functions from names and mark problems at their place', () => {
    const found = pieces('LEN (a)');
    expect(found[0]).toMatchObject({ text: 'LEN', kind: 'function', mark: null });
    expect(found.find(({ text }) => text === 'a')).toMatchObject({ kind: 'name', mark: 'problem' });
  });

  it('mark the character before a place where something is missing', () =>
    expect(pieces('1 +').at(-1)).toMatchObject({ text: '+', mark: 'problem' }));

  it('show the place pointed at', () =>
    expect(
      pieces('1 + 2 * 3', { start: 4, end: 9 })
        .filter(({ isPointedAt }) => isPointedAt)
        .map(({ text }) => text)
        .join(''),
    ).toBe('2 * 3'));
});
