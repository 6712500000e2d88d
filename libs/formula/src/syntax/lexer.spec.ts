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
      return (
        tokens.every(({ start }, index) => start === (tokens[index - 1]?.end ?? 0)) &&
        tokens.at(-1)?.end === source.length
      );
    }),
    { numRuns: 5_000 },
  );
}, 30_000);
