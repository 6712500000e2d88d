import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import fc from 'fast-check';
import pg from 'pg';
import { LIMITS } from '../limits';
import { installFormulaSchema } from '../testing/install';
import { ambiguous, ambiguousTexts, patterns, replacements, scraps, texts } from '../testing/regex-arbitrary';
import { evaluatedRegex, queriedRegex, type RegexCase } from '../testing/regex-engines';

/** Random cases of this file; more with FORMULA_CASES. */
const CASES = Number(process.env['FORMULA_CASES'] ?? (process.env['SOAK'] ? 200_000 : 5_200));
/** The most cases sent to the database at once; half as many on average. */
const BATCH = 25;

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await installFormulaSchema(client);
  await client.query(`SET statement_timeout = '20s'`);
}, 120_000);
afterAll(async () => {
  await client.end();
  await database.drop();
});

async function expectSame(cases: readonly RegexCase[], literal: boolean): Promise<void> {
  const found = await queriedRegex(client, cases, literal);
  cases.forEach((one, index) =>
    expect({ ...one, found: found[index] }).toEqual({ ...one, found: evaluatedRegex(one) }),
  );
}

async function expectAlways(
  pattern: fc.Arbitrary<string>,
  text: fc.Arbitrary<string>,
  literal: boolean,
  share: number,
): Promise<void> {
  const cases = fc.array(fc.record({ pattern, text, replacement: replacements }), {
    minLength: 1,
    maxLength: BATCH,
    size: 'max',
  });
  await fc.assert(
    fc.asyncProperty(cases, (some) => expectSame(some, literal)),
    { numRuns: Math.ceil((CASES * share) / (BATCH / 2)) },
  );
}

it('finds in PostgreSQL what RE2 finds, with the pattern written in the formula', async () => {
  await expectAlways(patterns, texts, true, 0.35);
}, 3_600_000);

it('finds in PostgreSQL what RE2 finds, with the pattern read from the row', async () => {
  await expectAlways(patterns, texts, false, 0.25);
}, 3_600_000);

it('prefers in PostgreSQL the match that RE2 prefers, where a pattern can match in many ways', async () => {
  await expectAlways(ambiguous, ambiguousTexts, true, 0.25);
}, 3_600_000);

it('refuses in PostgreSQL the patterns that RE2 refuses, and no others', async () => {
  await expectAlways(scraps, texts, false, 0.15);
}, 3_600_000);

const nested = (depth: number): string => '('.repeat(depth) + 'a' + ')'.repeat(depth);

const EDGES: [pattern: string, text: string, replacement: string, what: string][] = [
  ['(?:a{3,4}){0,2}', 'aaaaaa', '<$&>', 'counted turns of counted turns: not the longest'],
  ['a|ab|abc', 'abc', '<$&>', 'the first branch that matches'],
  ['a*(?:ab)?', 'aab', '<$&>', 'greedy, not longest'],
  ['(a*?)(a*)', 'aaa', '[$1|$2]', 'lazy beside greedy'],
  ['(?:(a)|b)*', 'ab', '[$1]', 'a group keeps what an earlier turn captured'],
  ['(a?)*', 'aa', '[$1]', 'an empty turn'],
  ['(|a)*', 'aa', '[$1]', 'a first branch that is empty'],
  ['(|a)+', 'aa', '[$1]', 'the same at least once'],
  ['(a)?b', 'bab', '<$1>', 'a group that takes no part'],
  ['a*', 'baac', 'x', 'no empty match right behind another'],
  ['', 'a😀b', '-', 'the empty pattern between all characters'],
  ['^', 'a\nb', '>', 'the beginning of the text only'],
  ['(?m)^', 'a\nb\n', '>', 'the beginning of each line'],
  ['$', 'a\n', '<', 'the end of the text, not before a last newline'],
  ['(?m)$', 'a\n\nb', '<', 'the end of each line'],
  ['.', '\n\r', 'x', 'a dot is not a newline'],
  ['(?s).', '\n😀', 'x', 'a dot is anything'],
  ['\\B', '', 'x', 'no word boundary in nothing'],
  ['\\b', 'é_a 1', '|', 'words are ASCII'],
  ['(?i)straße', 'STRASSE STRAßE', 'x', 'one character folds to one'],
  ['(?i)k', '\u212akK', 'x', 'the Kelvin sign is a k'],
  ['(?i)[^k]', 'K\u212aa', 'x', 'the complement after folding'],
  ['(?i)\\W', 'ſ\u212aé', 'x', 'what folds to a word character is one'],
  ['(?i)σ', 'ΣσςΟ', 'x', 'three sigmas'],
  ['[[:^alpha:]]', 'aé1', 'x', 'a negated named class'],
  ['\\p{Greek}+', 'aΣσb', 'x', 'a script'],
  ['[^\\x00-\\x{10FFFF}]', 'a', 'x', 'a class of nothing'],
  ['\\x{D83D}', '😀', 'x', 'half a pair is no character'],
  ['a{,2}', 'a{,2}', 'x', 'a brace that counts nothing'],
  ['\\Qa.b\\E+', 'a.bb', 'x', 'a quotation repeats its last character'],
  ['x*', 'aé', "$`|$&|$'", 'what is before and after'],
  ['(?P<n>a)(?<m>b)', 'ab', '$<m>$<n>$<o>$2$10$$', 'named and numbered groups'],
  ['a', 'a', '\\1\\&\\\\', 'backslashes mean nothing'],
  ['(?U)a+', 'aaa', 'x', 'greediness swapped'],
  ['(a+)(b+)', 'aabb', '$2$1', 'groups by PostgreSQL itself'],
  [nested(LIMITS.patternDepth), 'a', '$150', 'as deep as may be'],
  [nested(LIMITS.patternDepth + 1), 'a', '$1', 'deeper'],
  ['a'.repeat(LIMITS.patternLength), 'a', 'x', 'as long as may be'],
  ['a'.repeat(LIMITS.patternLength + 1), 'a', 'x', 'longer'],
  ['(?:a{100}){10}', 'a'.repeat(1_000), 'x', 'a thousand turns'],
  ['(?:a{100}){11}', 'a', 'x', 'more than RE2 counts'],
  ['(?:abcdefghi){1000}bcdefghijklmno', 'a', 'x', 'almost as many states as may be'],
  ['(?:abcdefghij){1000}', 'a', 'x', 'as many states as may be'],
  ['(?:abcdefghij){1000}a', 'a', 'x', 'more states'],
  ['(?:a{1000}){0}b', 'b', 'x', 'many states taken back'],
  ['(a?){0,300}', 'aaa', '$1', 'more turns than PostgreSQL counts'],
  ['a', 'a'.repeat(3_000), 'x'.repeat(400), 'a result too long'],
  [' |(y)', 'é y '.repeat(3_000), '$1x', 'many matches in a long text'],
  ['(?:a*)*b', 'a'.repeat(2_000), 'x', 'what blows up a plain backtracker'],
];

it.each(EDGES.map(([pattern, text, replacement, what]) => [what, { pattern, text, replacement }] as const))(
  'agrees on %s',
  async (_what, one) => {
    await expectSame([one], true);
    await expectSame([one], false);
  },
);

it('refuses a text too long for a pattern in both engines', async () => {
  const pattern = '(?:abcdefghij){1000}';
  const allowed = 'b'.repeat(LIMITS.patternWork / LIMITS.patternStates);
  const cases = [allowed, `${allowed}b`].map((text) => ({ pattern, text, replacement: '' }));
  expect(cases.map(evaluatedRegex)).toEqual([
    [false, null, allowed],
    [null, null, null],
  ]);
  await expectSame(cases, true);
  await expectSame(cases, false);
});
