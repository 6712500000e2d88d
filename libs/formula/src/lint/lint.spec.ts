import fc from 'fast-check';
import { check } from '../check/checker';
import { type Mode, MODES } from '../modes';
import { sampleRecord } from '../testing/sample-record';
import type { FormulaType } from '../types';
import { lint } from './lint';
import { FORMULA_WARNING_CODES, type FormulaWarning } from './warning';

// Thousands of random cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const TYPES: Record<string, FormulaType> = {
  N: 'number',
  T: 'text',
  D: 'date',
  E: 'date',
  B: 'boolean',
  L: 'list:number',
  S: 'list:text',
};
const { check: options } = sampleRecord(
  Object.entries(TYPES).map(([name, type]) => ({ name, type, value: null })),
);

function warningsOf(source: string, mode: Mode = MODES.airtable): FormulaWarning[] {
  const checked = check(source, { ...options, mode });
  expect(checked.problems).toEqual([]);
  return lint(checked, { mode });
}

/** Formula, the code, and the very text it marks. */
const PLACES: readonly [string, FormulaWarning['code'], string][] = [
  ['"Y" & 2020 + 1', 'join_beside_sum', '+'],
  ['1 + 2 & "a"', 'join_beside_sum', '&'],
  ['N + D - E', 'date_arithmetic', 'N + D - E'],
  ['IF(D - E > 0, 1)', 'date_arithmetic', 'D - E'],
  ['N * "5"', 'text_arithmetic', '"5"'],
  ['T + 1', 'text_arithmetic', 'T'],
  ['N + "FOO"', 'text_arithmetic', '"FOO"'],
  ['L * 2', 'list_arithmetic', 'L'],
  ['IF(D = "2024-01-01", 1)', 'date_compared_with_text', 'D = "2024-01-01"'],
  ['D > T', 'date_compared_with_text', 'D > T'],
  ['N = "5"', 'number_compared_with_text', 'N = "5"'],
  ['N = BLANK()', 'blank_compared', 'N = BLANK()'],
  ['BLANK() != IF(B, 1)', 'blank_compared', 'BLANK() != IF(B, 1)'],
  ['IF(B, "Yes", 0)', 'mixed_result', 'IF(B, "Yes", 0)'],
  ['IF(B, IF(N, N, ""), 1)', 'mixed_result', 'IF(N, N, "")'],
  ['SWITCH(T, "a", 1, "b", D)', 'mixed_result', 'SWITCH(T, "a", 1, "b", D)'],
  ['COUNT(S, T)', 'count_over_text', 'COUNT(S, T)'],
  ['DATETIME_DIFF(D, E)', 'missing_unit', 'DATETIME_DIFF(D, E)'],
  ['DATETIME_DIFF(D, E, "fortnights")', 'unknown_unit', '"fortnights"'],
  ['DATEADD(D, 1, "dayz")', 'unknown_unit', '"dayz"'],
  ['IS_SAME(D, E, "moon")', 'unknown_unit', '"moon"'],
  ['DATETIME_FORMAT(SET_TIMEZONE(D, "Mars/Base"))', 'unknown_time_zone', '"Mars/Base"'],
  ['DATETIME_FORMAT(SET_LOCALE(D, "klingon"))', 'unknown_locale', '"klingon"'],
  ['HOUR(SET_TIMEZONE(D, "Europe/Paris"))', 'zone_without_format', 'SET_TIMEZONE(D, "Europe/Paris")'],
  ['SET_LOCALE(D, "de")', 'zone_without_format', 'SET_LOCALE(D, "de")'],
  ['DATETIME_FORMAT(D, "YYYY-mm-DD")', 'format_letter_case', '"YYYY-mm-DD"'],
  ['DATETIME_FORMAT(D, "YYYY-MM-dd")', 'format_letter_case', '"YYYY-MM-dd"'],
  ['DATETIME_PARSE(T, "MM/DD/yyyy")', 'format_letter_case', '"MM/DD/yyyy"'],
  ['MID(T, 0, 3)', 'position_below_one', '0'],
  ['REGEX_MATCH(T, "(")', 'unreadable_pattern', '"("'],
  ['REGEX_EXTRACT(T, "a(?=b)")', 'unreadable_pattern', '"a(?=b)"'],
];

describe('the linter', () => {
  it.each(PLACES)('warns of %s: %s at %s', (source, code, place) => {
    const found = warningsOf(source).map((warning) => [
      warning.code,
      source.slice(warning.start, warning.end),
    ]);
    expect(found).toContainEqual([code, place]);
  });

  it('knows an example of every warning, each with a message and a hint', () => {
    expect(new Set(PLACES.map(([, code]) => code))).toEqual(new Set(FORMULA_WARNING_CODES));
    for (const warning of PLACES.flatMap(([source]) => warningsOf(source))) {
      expect(warning.message).toMatch(/^[^a-z].*\.$/);
      expect(warning.hint).toMatch(/^[A-Z].*[.…]$/);
    }
  });

  it.each([
    '"Y" & (2020 + 1)',
    '"a" & "b" & N',
    'N + N - 1',
    'N * 2 & T',
    'DATETIME_DIFF(D, E, "days")',
    'DATETIME_FORMAT(SET_LOCALE(SET_TIMEZONE(D, "Europe/Paris"), "de"), "DD.MM.YYYY HH:mm")',
    'DATETIME_FORMAT(IF(B, SET_TIMEZONE(D, "Europe/Paris"), D), "D MMM YYYY, h:mm a")',
    'DATETIME_FORMAT(D, "dddd, MMMM D YYYY [at] mm:ss")',
    'D = E',
    'D = BLANK()',
    'T = ""',
    'N = ""',
    'D = ""',
    'AND(D <= "2024-01-01", "1/31/2024" > D)',
    'IF(B, 1, BLANK())',
    'IF(B, "Yes", 0) & ""',
    'IF(N > 5, "a", "b")',
    'SWITCH(N, 1, "one", 2, "two")',
    'COUNT(N, S)',
    'MID(T, 1, 3)',
    'SUM(L) * 2',
  ])('is silent on %s', (source) => {
    expect(warningsOf(source)).toEqual([]);
  });

  it('warns of formulas with problems too, and throws for no text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'IF(',
        'LET(',
        'MID(',
        ',',
        ')',
        '(',
        '&',
        '+',
        '-',
        '=',
        'N',
        'D',
        '"a"',
        '{',
        '0',
        ' ',
      ),
      fc.string({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const source = pieces.join('');
        for (const { start, end } of lint(check(source, options)))
          expect(0 <= start && start <= end && end <= source.length).toBe(true);
      }),
      { numRuns: 3_000 },
    );
    expect(lint(check('N + "x" + (', options)).map(({ code }) => code)).toContain('text_arithmetic');
  });

  it('knows that strict mode tells blank from 0', () => {
    expect(warningsOf('N = BLANK()', MODES.strict)).toEqual([]);
  });
});
