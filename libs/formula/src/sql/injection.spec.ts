import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import pg from 'pg';
import { check } from '../check/checker';
import { MODES } from '../modes';
import { cellSql, taggedCellSql } from '../result';
import { installFormulaSchema } from '../testing/install';
import { NOW_MS, sampleRecord } from '../testing/sample-record';
import { FormulaDate } from '../value';
import { SqlCompiler } from './compiler';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await installFormulaSchema(client);
  await client.query(`CREATE TABLE canary (song text); INSERT INTO canary VALUES ('alive')`);
}, 120_000);
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Each would end the canary where it reached the statement's text; all name it, so that a trace shows. */
const HOSTILE = [
  `'; DROP TABLE canary; --`,
  `'); DELETE FROM canary; SELECT ('`,
  `"; DROP TABLE canary; --`,
  `$$; DROP TABLE canary; $$`,
  `$1::text; DROP TABLE canary`,
  `\\'; DROP TABLE canary; --`,
  `\\u0027; DROP TABLE canary; --`,
  `*/; DROP TABLE canary; /*`,
  `' || (DELETE FROM canary RETURNING song) || '`,
  `} canary' {`,
  `%s%I canary`,
  `\ncanary\r\n;`,
  `f0.v0 canary`,
  `ＤＲＯＰ＇ canary`,
];

const quoted = (text: string): string =>
  `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
const braced = (name: string): string => `{${name.replaceAll('}', '\\}')}}`;

/** Every place where a formula takes words of its author. */
const PLACES: readonly [name: string, formula: (hostile: string) => string][] = [
  ['a text', (h) => `${quoted(h)} & {T}`],
  ['a compared text', (h) => `IF({T} = ${quoted(h)}, 1, ${quoted(h)})`],
  ['a field name', (h) => `${braced(h)} & LEN(${braced(h)})`],
  ['a unit', (h) => `DATEADD({D}, 1, ${quoted(h)}) & DATETIME_DIFF({D}, {D}, ${quoted(h)})`],
  ['a unit of sameness', (h) => `IS_SAME({D}, {D}, ${quoted(h)})`],
  ['a format', (h) => `DATETIME_FORMAT({D}, ${quoted(h)})`],
  ['a bracketed format', (h) => `DATETIME_FORMAT({D}, "[" & ${quoted(h)} & "] YYYY")`],
  ['a constant bracketed format', (h) => `DATETIME_FORMAT({D}, ${quoted(`[${h}] YYYY`)})`],
  ['a format of parsing', (h) => `DATETIME_PARSE({T}, ${quoted(h)})`],
  ['a locale', (h) => `DATETIME_FORMAT(SET_LOCALE({D}, ${quoted(h)}), "LLLL")`],
  ['a zone', (h) => `DATETIME_FORMAT(SET_TIMEZONE({D}, ${quoted(h)}), "LLLL")`],
  ['a weekday', (h) => `WEEKDAY({D}, ${quoted(h)}) & WEEKNUM({D}, ${quoted(h)})`],
  ['holidays', (h) => `WORKDAY({D}, 2, ${quoted(h)}) & WORKDAY_DIFF({D}, {D}, ${quoted(h)})`],
  ['a pattern', (h) => `REGEX_MATCH({T}, ${quoted(h)}) & REGEX_REPLACE({T}, ${quoted(h)}, "x")`],
  ['a pattern of plain text', (h) => `REGEX_EXTRACT(${quoted(h)}, ${quoted(h.replace(/\W/g, '.'))})`],
  ['a replacement', (h) => `REGEX_REPLACE({T}, "[a-z]+", ${quoted(h)})`],
  [
    'a substitute',
    (h) => `SUBSTITUTE({T}, ${quoted(h)}, ${quoted(h)}) & SUBSTITUTE(${quoted(h)}, "a", ${quoted(h)}, 1)`,
  ],
  ['a separator', (h) => `ARRAYJOIN(SPLIT({T}, ${quoted(h)}), ${quoted(h)})`],
  ['a switch', (h) => `SWITCH({T}, ${quoted(h)}, 1, ${quoted(h)})`],
  ['a message', (h) => `IFERROR(ERROR(${quoted(h)}), ${quoted(h)})`],
  ['an address', (h) => `ENCODE_URL_COMPONENT(${quoted(h)}) & TRIM(${quoted(h)}) & VALUE(${quoted(h)})`],
];

describe.each(PLACES)('a hostile word as %s', (_name, formula) => {
  it.each(HOSTILE)('stays out of the statement and harms nothing: %j', async (hostile) => {
    const record = sampleRecord([
      { name: 'T', type: 'text', value: hostile },
      { name: 'D', type: 'date', value: new FormulaDate(NOW_MS) },
      { name: hostile, type: 'text', value: hostile },
    ]);
    const checked = check(formula(hostile), record.check);
    expect(checked.problems).toEqual([]);
    for (const mode of [MODES.airtable, MODES.strict]) {
      const compiler = new SqlCompiler(record.sources, mode);
      const cell = taggedCellSql(cellSql(compiler.add(checked.root), compiler));
      const sql = `SELECT ${cell} AS cell FROM ${record.from}${compiler.laterals()}`;
      expect(sql).not.toMatch(/canary|DROP|DELETE|ＤＲＯＰ|%s/);
      await client.query(sql, [...record.parameters, ...compiler.parameters]);
    }
    expect((await client.query('SELECT song FROM canary')).rows).toEqual([{ song: 'alive' }]);
  });
});

it('binds the zone of a field as well', () => {
  const record = sampleRecord([{ name: 'D', type: 'date', value: new FormulaDate(NOW_MS) }]);
  for (const hostile of HOSTILE) {
    const compiler = new SqlCompiler(record.sources);
    const { root } = check('DATETIME_FORMAT(TODAY()) & YEAR({D}) & DATEADD({D}, 1, "day")', record.check);
    const cell = taggedCellSql(cellSql(compiler.add(root, { timeZone: hostile }), compiler));
    expect(cell + compiler.laterals()).not.toContain('canary');
    expect(compiler.parameters).toContain(hostile);
  }
});

it('writes every digit of a statement itself: numbers and booleans are bound too', () => {
  const record = sampleRecord([{ name: 'N', type: 'number', value: 1 }]);
  const compiler = new SqlCompiler(record.sources);
  const { root } = check('{N} * 987654321.5 + 123123123 & "x"', record.check);
  const { value } = compiler.add(root);
  expect(value + compiler.laterals()).not.toMatch(/987654321|123123123/);
});
