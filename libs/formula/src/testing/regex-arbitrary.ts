import fc from 'fast-check';

const literal = fc.constantFrom(
  ...[
    'a',
    'b',
    'c',
    'A',
    'k',
    'S',
    'é',
    'ß',
    'ſ',
    '1',
    '_',
    ' ',
    '-',
    '\n',
    '😀',
    '\u0301',
    'Σ',
    'ς',
    ',',
    '"',
  ],
);
const escape = fc.constantFrom(
  ...[
    '\\d',
    '\\D',
    '\\w',
    '\\W',
    '\\s',
    '\\S',
    '\\n',
    '\\t',
    '\\.',
    '\\$',
    '\\x41',
    '\\x{1F600}',
    '\\141',
    '\\\\',
  ],
  ...['\\pL', '\\p{Lu}', '\\P{Greek}', '\\p{^Nd}', '\\Qa.b\\E', '\\Q*\\E', '\\_'],
);
const classPart = fc.constantFrom(
  ...[
    'a',
    'b',
    'a-c',
    '0-9',
    '\\d',
    '\\W',
    '\\s',
    'é',
    '😀',
    '[:alpha:]',
    '[:^space:]',
    '\\pL',
    '\\P{Lu}',
    '-',
    '^',
  ],
  ...['A-Z', '\\x{61}-\\x{7a}', '\\]', '.', 'k', 'σ', '\\n', '\u0300-\u036f', '[:word:]'],
);
const bracket = fc
  .tuple(fc.constantFrom('', '', '^'), fc.array(classPart, { minLength: 1, maxLength: 4 }))
  .map(([sign, parts]) => `[${sign}${parts.join('')}]`);
const assertion = fc.constantFrom('^', '$', '\\b', '\\B', '\\A', '\\z');
const quantifier = fc.constantFrom(
  ...['*', '+', '?', '*?', '+?', '??', '{2}', '{0,2}', '{1,}', '{0}', '{2,3}?', '{1,2}', '{0,}', '{3,}?'],
);
const opening = fc.constantFrom(
  ...['(', '(', '(?:', '(?:', '(?i:', '(?s:', '(?m:', '(?U:', '(?-i:', '(?ims-U:', '(?P<name>', '(?<n2>'],
);
const flags = fc.constantFrom('', '(?i)', '(?m)', '(?s)', '(?U)', '(?i-s)', '(?im)');

/** Patterns of the whole supported syntax; a few are invalid by a repeated name or a repetition of nothing. */
export const patterns: fc.Arbitrary<string> = fc
  .letrec<{ pattern: string; branch: string; atom: string }>((tie) => ({
    pattern: fc.oneof(
      { maxDepth: 4 },
      tie('branch'),
      fc.array(tie('branch'), { minLength: 2, maxLength: 3 }).map((branches) => branches.join('|')),
    ),
    branch: fc
      .array(fc.tuple(tie('atom'), fc.option(quantifier, { nil: '', freq: 2 })), { maxLength: 4 })
      .map((parts) => parts.map((part) => part.join('')).join('')),
    atom: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { weight: 4, arbitrary: literal },
      { weight: 2, arbitrary: escape },
      { weight: 2, arbitrary: bracket },
      { weight: 1, arbitrary: fc.constant('.') },
      { weight: 1, arbitrary: assertion },
      { weight: 3, arbitrary: fc.tuple(opening, tie('pattern')).map(([open, inner]) => `${open}${inner})`) },
    ),
  }))
  .pattern.chain((pattern) => flags.map((flag) => flag + pattern));

const syntax = [
  ...'()[]{}|*+?^$.\\-:,<>=!P',
  '(?',
  '(?i',
  '[[:',
  ':]',
  '\\p',
  '\\x',
  '{2',
  ',3}',
  '\\Q',
  '\\E',
  'L}',
  'a',
  '9',
  'é',
];

/** Strings of the letters that patterns are made of: mostly invalid, in every way. */
export const scraps: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...syntax), { maxLength: 12 })
  .map((parts) => parts.join(''));

/** Texts of the characters that the patterns speak of, in short runs. */
export const texts: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'a',
        'b',
        'c',
        'A',
        'K',
        '\u212a',
        's',
        'ſ',
        'é',
        'É',
        'ß',
        '1',
        '9',
        '_',
        ' ',
        '-',
        '\n',
        '\r\n',
        '\t',
      ],
      ...['😀', 'e\u0301', 'Σ', 'σ', 'ς', ',', '"', 'a.b', 'aab', '٣', '你', '\u00a0'],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** Replacements with every kind of reference, and dollars that are none. */
export const replacements: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      'x',
      '',
      '$1',
      '$2',
      '$0',
      '$10',
      '$01',
      '$$',
      '$&',
      '$`',
      "$'",
      '$',
      '$<name>',
      '$<',
      '$<no>',
      '\\1',
      '\\',
      '😀',
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(''));

const turns = fc.constantFrom(
  ...['', '', '?', '*', '+', '{2}', '{1,2}', '{2,3}', '{3,4}', '{0,2}', '{2,}', '*?', '{1,3}?'],
);

/** Patterns over two letters that can match in many ways: where the preferred match and the longest differ. */
export const ambiguous: fc.Arbitrary<string> = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  pattern: fc
    .array(
      fc
        .array(fc.tuple(tie('atom'), turns), { minLength: 1, maxLength: 3 })
        .map((parts) => parts.flat().join('')),
      { minLength: 1, maxLength: 3 },
    )
    .map((branches) => branches.join('|')),
  atom: fc.oneof(
    { maxDepth: 3 },
    { weight: 2, arbitrary: fc.constantFrom('a', 'b', '.', '[ab]', '\\b', '$') },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('(?:', '('), tie('pattern'))
        .map(([open, inner]) => `${open}${inner})`),
    },
  ),
})).pattern;

export const ambiguousTexts: fc.Arbitrary<string> = fc
  .array(fc.constantFrom('a', 'a', 'a', 'b', ' '), { maxLength: 14 })
  .map((parts) => parts.join(''));
