import fc from 'fast-check';
import type pg from 'pg';
import { type FormulaDatabase, openFormulaDatabase } from '../testing/formula-database';

let database: FormulaDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await openFormulaDatabase();
  ({ client } = database);
}, 120_000);
afterAll(() => database.close());

/** Words longer than half of what is looked for first, also with a repetition of their own. */
const LONG_WORDS = ['x'.repeat(140) + 'y', 'a'.repeat(300) + 'b', 'a'.repeat(200) + 'b'.repeat(100)];

/** Texts that repeat with some period, broken here and there: what looking for one in another goes wrong on, or slow. */
const repeating = fc
  .array(
    fc.record({
      word: fc.constantFrom('a', 'b', 'ab', 'ba', 'aab', 'é', '😀a', 'abcde', ...LONG_WORDS),
      times: fc.integer({ min: 1, max: 400 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((runs) => runs.map(({ word, times }) => word.repeat(times)).join(''));

/** A text, and one to look for: a part of it, a part with another end or start, or any. */
const sought = repeating.chain((hay) =>
  fc.record({
    hay: fc.constant(hay),
    needle: fc
      .tuple(fc.nat(hay.length), fc.nat(hay.length), fc.constantFrom('', 'a', 'b', 'y'), repeating, fc.nat(5))
      .map(([from, size, other, any, kind]) => {
        const part = Array.from(hay.slice(from, from + size))
          .filter((char) => !/^[\uD800-\uDFFF]$/.test(char))
          .join('');
        return kind === 0 ? any : kind < 3 ? part + other : other + part;
      }),
  }),
);

it('a long text is found, replaced and split by as JavaScript does it', async () => {
  await fc.assert(
    fc.asyncProperty(sought, async ({ hay, needle }) => {
      fc.pre(needle !== '');
      const { rows } = await client.query(
        `SELECT formula.place_of($1, $2) AS place, formula.replaced($2, $1, '-') AS replaced, formula.pieces($2, $1) AS pieces`,
        [needle, hay],
      );
      const at = hay.indexOf(needle);
      expect(rows[0]).toEqual({
        place: at < 0 ? 0 : [...hay.slice(0, at)].length + 1,
        replaced: hay.replaceAll(needle, '-'),
        pieces: hay.split(needle),
      });
    }),
    { numRuns: 300 },
  );
}, 600_000);

it('a long text that is looked for in vain can be given up', async () => {
  await client.query(`SET statement_timeout = '50ms'`);
  const asked = client.query(
    `SELECT formula.place_of(repeat('a', 300) || n || repeat('a', 400000), repeat('a', 1000000)) FROM generate_series(1, 1000) AS n`,
  );
  await expect(asked).rejects.toMatchObject({ code: '57014' });
  await client.query('RESET statement_timeout');
});
