import type pg from 'pg';
import { check, type CheckOptions } from '../check/checker';
import { evaluate } from '../evaluate/evaluator';
import type { FormulaType } from '../types';
import type { Value } from '../value';
import { type FormulaDatabase, openFormulaDatabase } from '../testing/formula-database';
import { sampleRecord } from '../testing/sample-record';
import { SqlCompiler } from './compiler';

let database: FormulaDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await openFormulaDatabase();
  ({ client } = database);
}, 120_000);
afterAll(() => database.close());

const record = sampleRecord([{ name: 'N', type: 'number', value: 2 }]);

/** Formula fields F1 … Fn, each of which reads its forerunner three times. */
function chain(length: number): { sql: string; parameters: unknown[]; expected: Value } {
  const types = new Map<string, FormulaType>();
  const values = new Map<string, Value>();
  const options: CheckOptions = {
    ...record.check,
    field: (name) => {
      const type = types.get(name);
      return type ? { id: name, name, type } : record.check.field(name);
    },
  };
  const compiler = new SqlCompiler(record.sources);
  let last = '';
  for (let n = 1; n <= length; n++) {
    const before = n === 1 ? '{N}' : `{F${n - 1}}`;
    const source =
      n % 4 === 0
        ? `VALUE(LEN(${before} & "-" & ${before}) & "") + ${before} / ${before}`
        : `IF(${before} > 100, ${before} - 99, ${before} * 1.5 + ${n})`;
    const { root, type, problems } = check(source, options);
    expect(problems).toEqual([]);
    last = compiler.add(root, { fieldId: `F${n}` }).value;
    types.set(`F${n}`, type);
    const environment = {
      ...record.environment,
      cell: (id: string): Value => values.get(id) ?? record.environment.cell(id),
    };
    values.set(`F${n}`, evaluate(root, environment));
  }
  return {
    sql: `SELECT ${last} AS cell FROM ${record.from}${compiler.laterals()}`,
    parameters: [...record.parameters, ...compiler.parameters],
    expected: values.get(`F${length}`) as Value,
  };
}

it('compiles a chain of formula fields into a statement that grows in proportion, and computes it', async () => {
  const lengths = [50, 100, 200];
  const sizes: number[] = [];
  for (const length of lengths) {
    const { sql, parameters, expected } = chain(length);
    sizes.push(sql.length);
    expect((await client.query(sql, parameters)).rows).toEqual([{ cell: expected }]);
  }
  const [small = 0, middle = 0, large = 0] = sizes;
  expect(middle).toBeLessThan(small * 2.15);
  expect(large).toBeLessThan(middle * 2.15);
}, 60_000);

it('writes a shared subexpression once', () => {
  const compiler = new SqlCompiler(record.sources);
  const { root } = check(
    'IF(LEN(UPPER({N} & "a")) > 1, LEN(UPPER({N} & "a")), LEN(UPPER({N} & "a")) + 1)',
    record.check,
  );
  const sql = compiler.add(root).value + compiler.laterals();
  expect(sql.match(/formula\.upper_unicode/g)).toHaveLength(1);
});

it('computes a shared subexpression once per row', async () => {
  await client.query(`CREATE SEQUENCE calls;
    CREATE FUNCTION counted(x double precision) RETURNS double precision LANGUAGE sql VOLATILE
      AS $$ SELECT x + 0 * nextval('calls') $$`);
  const sources = {
    ...record.sources,
    field: (id: string) => ({
      ...record.sources.field(id),
      value: `counted(${record.sources.field(id).value})`,
      atomic: false,
    }),
  };
  const compiler = new SqlCompiler(sources);
  const { root } = check('LET(x, {N} + 1, IF(x > 2, x * x & "-" & x, x / x & "+" & x))', record.check);
  const { value } = compiler.add(root);
  const { rows } = await client.query(`SELECT ${value} AS cell FROM ${record.from}${compiler.laterals()}`, [
    ...record.parameters,
    ...compiler.parameters,
  ]);
  expect(rows).toEqual([{ cell: '9-3' }]);
  expect((await client.query('SELECT last_value FROM calls')).rows).toEqual([{ last_value: '1' }]);
});
