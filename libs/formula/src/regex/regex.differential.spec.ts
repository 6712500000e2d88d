import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import fc from 'fast-check';
import pg from 'pg';
import { MODES } from '../modes';
import { SqlCompiler } from '../sql/compiler';
import type { SqlValue } from '../sql/sql-value';
import { installFormulaSchema } from '../testing/install';
import { isFailure } from '../value';
import { patterns, replacements, scraps, texts } from './regex-arbitrary';
import { regexExtract, regexMatch, regexReplace } from './search';
import { regexExtractSql, regexMatchSql, regexReplaceSql } from './search-sql';

/** Cases of one test; more with FORMULA_CASES. */
const CASES = Number(process.env['FORMULA_CASES'] ?? 6_000);
/** Cases sent to the database at once. */
const BATCH = 25;

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await installFormulaSchema(client);
  await client.query(`SET statement_timeout = '10s'`);
}, 120_000);
afterAll(async () => {
  await client.end();
  await database.drop();
});

interface Case {
  pattern: string;
  text: string;
  replacement: string;
}
/** What the three functions say; null is #ERROR!. */
type Answers = [match: boolean | null, extract: string | null, replace: string | null];

const answer = <T>(value: T): Exclude<T, object> | null => (isFailure(value) ? null : value) as never;

const evaluated = ({ pattern, text, replacement }: Case): Answers => [
  answer(regexMatch(text, pattern)),
  answer(regexExtract(text, pattern)),
  answer(regexReplace(text, pattern, replacement)),
];

/** The same from PostgreSQL, patterns and replacements given as literals of the formula or as values of the row. */
async function queried(cases: readonly Case[], literal: boolean): Promise<Answers[]> {
  const parameters: unknown[] = [];
  const statements = cases.map(({ pattern, text, replacement }) => {
    const compiler = new SqlCompiler(
      {
        field: () => ({ type: 'text', value: 'r.text' }),
        recordId: `''`,
        createdMs: '0',
        lastModifiedMs: () => '0',
        firstParameter: parameters.length + 4,
      },
      MODES.airtable,
    );
    const column = (name: string): SqlValue => ({
      type: 'text',
      value: `r.${name}`,
      error: null,
      atomic: true,
    });
    const given = (name: string, value: string): SqlValue =>
      literal ? { ...column(name), value: compiler.bind(value, 'text'), literal: value } : column(name);
    const first = parameters.length + 1;
    const source = given('pattern', pattern);
    const cells = [
      regexMatchSql(column('text'), source, compiler),
      regexExtractSql(column('text'), source, compiler),
      regexReplaceSql(column('text'), source, given('replacement', replacement), compiler),
    ].map(([value, { error }]) =>
      error ? `CASE WHEN NOT ${error} THEN (${value})::text END` : `(${value})::text`,
    );
    const sql = `(SELECT ${cells.join(', ')} FROM (SELECT $${first}::text AS text, $${first + 1}::text AS pattern, $${first + 2}::text AS replacement OFFSET 0) AS r${compiler.laterals()})`;
    parameters.push(text, pattern, replacement, ...compiler.parameters);
    return sql;
  });
  const { rows } = await client.query({
    text: statements.join(' UNION ALL '),
    values: parameters,
    rowMode: 'array',
  });
  return (rows as (string | null)[][]).map(([match, extract, replace]) => [
    match === null ? null : match === 'true',
    extract as string | null,
    replace as string | null,
  ]);
}

const properties = (source: fc.Arbitrary<string>, literal: boolean) =>
  fc.asyncProperty(
    fc.array(fc.record({ pattern: source, text: texts, replacement: replacements }), {
      minLength: 1,
      maxLength: BATCH,
      size: 'max',
    }),
    async (cases) => {
      const found = await queried(cases, literal);
      cases.forEach((one, index) =>
        expect({ ...one, found: found[index] }).toEqual({ ...one, found: evaluated(one) }),
      );
    },
  );

const runs = (share: number): fc.Parameters<unknown> => ({
  numRuns: Math.ceil((CASES * share) / (BATCH / 2)),
});

it('finds in PostgreSQL what RE2 finds, with the pattern written in the formula', async () => {
  await fc.assert(properties(patterns, true), runs(0.45));
}, 600_000);

it('finds in PostgreSQL what RE2 finds, with the pattern read from the row', async () => {
  await fc.assert(properties(patterns, false), runs(0.35));
}, 600_000);

it('refuses in PostgreSQL the patterns that RE2 refuses, and no others', async () => {
  await fc.assert(properties(scraps, false), runs(0.2));
}, 600_000);
