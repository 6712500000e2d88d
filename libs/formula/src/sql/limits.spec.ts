import type pg from 'pg';
import { check } from '../check/checker';
import { evaluate } from '../evaluate/evaluator';
import { LIMITS } from '../limits';
import { cellSql, taggedCellSql } from '../result';
import { type FormulaDatabase, openFormulaDatabase } from '../testing/formula-database';
import { sampleRecord, tag } from '../testing/sample-record';
import { FormulaDate } from '../value';
import { SqlCompiler } from './compiler';

let database: FormulaDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await openFormulaDatabase();
  ({ client } = database);
}, 120_000);
afterAll(() => database.close());

const record = sampleRecord([
  { name: 'Long', type: 'text', value: 'ß'.repeat(600_000) },
  { name: 'Short', type: 'text', value: 'a' },
  { name: 'Huge', type: 'number', value: 1.7e308 },
  { name: 'Tiny', type: 'number', value: 5e-324 },
  { name: 'First', type: 'date', value: new FormulaDate(Date.parse('0001-01-01T00:00:00Z')) },
  { name: 'Last', type: 'date', value: new FormulaDate(Date.parse('9999-12-31T23:59:59.999Z')) },
]);

/** What both engines yield; fails where they differ. */
async function both(source: string, timeZone = 'GMT'): Promise<unknown> {
  const { root, problems } = check(source, record.check);
  expect(problems).toEqual([]);
  const compiler = new SqlCompiler(record.sources);
  const cell = taggedCellSql(cellSql(compiler.add(root, { timeZone }), compiler));
  const { rows } = await client.query(`SELECT ${cell} AS cell FROM ${record.from}${compiler.laterals()}`, [
    ...record.parameters,
    ...compiler.parameters,
  ]);
  const evaluated = tag(evaluate(root, { ...record.environment, timeZone }));
  expect(rows[0].cell).toEqual(evaluated);
  return evaluated;
}

describe('texts and lists beyond their limits', () => {
  it.each([
    ['{Long} & {Long}'],
    ['CONCATENATE({Long}, {Long})'],
    ['UPPER({Long})'],
    ['REPT({Short}, 1000001)'],
    ['REPT({Short}, {Huge})'],
    ['REPT({Long}, {Huge})'],
    ['SUBSTITUTE({Long}, "ß", "sss")'],
    ['SUBSTITUTE({Long}, "ß", {Long}, 2)'],
    ['REPLACE({Long}, 1, 0, {Long})'],
    ['ENCODE_URL_COMPONENT({Long})'],
    ['ARRAYJOIN(SPLIT(REPT("a ", 90000), " "), "-=-=-=-=-=-=")'],
    ['TRIM(SPLIT(REPT("aaaaaaaaaa ", 90000), " "))'],
    ['SPLIT({Long}, "")'],
    ['ARRAYJOIN(SPLIT({Long}, "ß"))'],
    ['LET(a, SPLIT(REPT("x", 90000), ""), COUNTALL(ARRAYFLATTEN(a, a)))'],
    // As many texts at once as one expression takes, all of them errors and longer than the limit.
    [`COUNTALL(${Array.from({ length: 64 }, () => '{Long} & {Long} & {Long} & {Long}').join(', ')})`],
    [`CONCATENATE(${Array.from({ length: 64 }, (_, n) => `UPPER(UPPER({Long}) & "${n}")`).join(', ')})`],
    // Growth that goes on behind an error must stop there.
    [
      `LET(v0, {Long}, ${Array.from({ length: 40 }, (_, n) => `${names(n + 1)}, ${names(n)} & ${names(n)}, `).join('')}${names(40)})`,
    ],
    [
      `LET(v0, {Short}, ${Array.from({ length: 60 }, (_, n) => `${names(n + 1)}, REPLACE(${names(n)}, 1, 0, ${names(n)}), `).join('')}${names(60)})`,
    ],
    [
      `LET(v0, SPLIT("x y", " "), ${Array.from({ length: 60 }, (_, n) => `${names(n + 1)}, ARRAYFLATTEN(${names(n)}, ${names(n)}), `).join('')}${names(60)})`,
    ],
    [`LET(t, {Long}, t${' & t'.repeat(1_100)})`],
    [`LET(t, {Long}, CONCATENATE(t${', t'.repeat(1_100)}))`],
  ])(
    'are #ERROR! in both engines: %s',
    async (source) => {
      expect(await both(source)).toEqual({ e: 1 });
    },
    60_000,
  );

  it('reach to the limit itself', async () => {
    expect(await both(`LEN(REPT({Short}, ${LIMITS.textLength}))`)).toBe(LIMITS.textLength);
    expect(await both(`LEN({Long} & REPT({Short}, ${LIMITS.textLength - 600_000}))`)).toBe(LIMITS.textLength);
    expect(await both(`COUNTALL(SPLIT(REPT({Short}, ${LIMITS.listLength}), ""))`)).toBe(LIMITS.listLength);
  });
});

function names(index: number): string {
  return `v${index}`;
}

it('refuses a statement beyond its limit by an error of its own', () => {
  const compiler = new SqlCompiler(record.sources);
  const compile = (): void => {
    for (let round = 0; round < 100_000; round++) {
      const operands = Array.from({ length: 500 }, (_, n) => `LEN({Short} & ${round * 500 + n})`);
      compiler.add(check(operands.join(' + '), record.check).root);
    }
  };
  expect(compile).toThrow(
    expect.objectContaining({ problems: [expect.objectContaining({ code: 'sql_too_large' })] }),
  );
}, 60_000);

/** Literals that PostgreSQL would compute with when it plans, whatever the row. */
const far = '9'.repeat(200);

it.each([
  `{Tiny} + ${far} * ${far}`,
  `{Tiny} * ${far} * ${far}`,
  `{Tiny} * (5 / 0) - 1 / (0 - 0)`,
  '{Tiny} + 5 / LAST_MODIFIED_TIME({First}) / {Huge}',
  `{Tiny} + IF(TRUE(), ${far}, {Huge}) * IF(TRUE(), ${far}, {Huge})`,
  `ROUND(${far}, 2) + ROUND({Tiny}, 2) + ROUND({Huge}, 2)`,
  '{Huge} * {Huge}',
  '{Tiny} * {Tiny}',
  '{Huge} + {Huge}',
  '-{Huge} - {Huge}',
  '{Tiny} / {Huge}',
  '{Huge} / {Tiny}',
  '1 / 0 - 1 / 0',
  'SUM({Huge}, {Huge}, -{Huge})',
  'AVERAGE({Huge}, {Huge})',
  'POWER({Huge}, {Huge})',
  'POWER({Tiny}, {Huge})',
  'EXP({Huge}) & EXP(-{Huge})',
  'LOG({Tiny}, {Huge})',
  'SQRT(-{Huge})',
  'MOD({Huge}, {Tiny})',
  'ROUND({Huge}, {Huge}) & ROUND({Huge}, -{Huge}) & ROUND({Huge}, -308)',
  'CEILING({Huge}, {Tiny}) & FLOOR({Huge}, {Tiny})',
  'CEILING({Huge}, {Huge} * 0.9)',
  'EVEN({Huge}) & ODD({Huge}) & INT({Huge})',
  'LEFT({Short}, {Huge}) & MID({Short}, {Huge}, {Huge}) & RIGHT({Short}, -{Huge})',
  'REPLACE({Short}, {Huge}, {Huge}, {Short})',
  'FIND({Short}, {Short}, {Huge})',
  'ARRAYJOIN(ARRAYSLICE(SPLIT({Short}, ""), {Huge}, -{Huge}))',
  'DATEADD({Last}, 1, "ms")',
  'DATEADD({First}, -1, "ms")',
  'DATEADD({Last}, {Huge}, "years")',
  'DATEADD({First}, {Huge}, "milliseconds")',
  'DATEADD({First}, 9998, "years")',
  'DATEADD({First}, -{Tiny}, "days")',
  'WORKDAY({Last}, 1)',
  'WORKDAY({First}, {Huge})',
  'WORKDAY({First}, 3999999)',
  'WORKDAY_DIFF({First}, {Last})',
  'DATETIME_DIFF({Last}, {First}, "ms")',
  'DATETIME_DIFF({Last}, {First}, "months")',
  'WEEKNUM({First}) & WEEKNUM({Last}) & WEEKNUM({First}, "Monday") & WEEKNUM({Last}, "Monday")',
  'DATETIME_FORMAT({Last}, "GGGG WW gggg ww Qo DDDo x X Z")',
  'DATETIME_FORMAT({First}, "GGGG WW gggg ww Qo DDDo x X Z")',
  'DATETIME_PARSE("99999999999999999999", "x")',
  'DATETIME_PARSE("31 12 9999 23:59", "D M YYYY H:mm")',
  'FROMNOW({First}) & FROMNOW({Last})',
  'IS_SAME({First}, {Last}, "week")',
  'DATESTR({First}) & TIMESTR({Last})',
])('computes %s at the ends of the ranges alike and without failing', async (source) => {
  await both(source);
  await both(source, 'Pacific/Apia');
  await both(source, 'America/New_York');
});

it('says #ERROR! in both engines of a list whose texts together pass their limit', async () => {
  const whole = Math.floor(LIMITS.listText / 600_000);
  const texts = Array.from({ length: whole }, () => '{Long}').join(', ');
  const rest = LIMITS.listText - whole * 600_000;
  expect(await both(`COUNTALL(${texts}, LEFT({Long}, ${rest}))`)).toBe(whole + 1);
  expect(await both(`COUNTALL(${texts}, LEFT({Long}, ${rest + 1}))`)).toEqual({ e: 1 });
  // Beyond what one jsonb holds.
  expect(await both(`COUNTALL(ARRAYFLATTEN(${texts}, ${texts}, ${texts}))`)).toEqual({ e: 1 });
}, 120_000);
