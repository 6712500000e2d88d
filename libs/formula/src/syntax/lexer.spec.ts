import fc from 'fast-check';
import { tokenize } from './lexer';

it('tokens follow one another from the first character to the last, whatever the text', () => {
  const piece = fc.oneof(
    fc.constantFrom('+', '!=', '<', '{', '}', '"', "'", '\\', '/*', '//', '(', '.', '1', 'a', ' ', '\n'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const source = pieces.join('');
      const { tokens } = tokenize(source);
      let at = 0;
      for (const { start, end } of tokens) {
        expect(start).toBe(at);
        at = end;
      }
      expect(at).toBe(source.length);
    }),
    { numRuns: 5_000 },
  );
});
