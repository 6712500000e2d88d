import fc from 'fast-check';
import { replacements } from '../testing/regex-arbitrary';
import { regexReplace } from './search';

it.each(['(a)(b)?', '(?<name>a)(b)?', 'a'])('expands replacements as JavaScript does, with %s', (pattern) => {
  fc.assert(
    fc.property(replacements, (replacement) => {
      expect(regexReplace('xaby', pattern, replacement)).toBe(
        'xaby'.replace(new RegExp(pattern, 'g'), replacement),
      );
    }),
    { numRuns: 500 },
  );
});
