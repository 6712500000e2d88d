import { check } from '../check/checker';
import { toText } from '../coerce';
import { evaluate } from '../evaluate/evaluator';
import { SqlCompiler } from '../sql/compiler';
import { untag } from '../sql/untag';
import { cellSql, cellValue, taggedCellSql } from '../result';
import { type FormulaDatabase, openFormulaDatabase } from '../testing/formula-database';
import { type SampleCell, sampleRecord } from '../testing/sample-record';
import { isFailure, type Value } from '../value';
import type { Example } from './definition';
import { allFunctions } from './registry';

let database: FormulaDatabase;

beforeAll(async () => {
  database = await openFormulaDatabase();
}, 120_000);
afterAll(() => database.close());

/** A value as examples write it. */
function shown(value: Value): string {
  if (isFailure(value)) return '#ERROR!';
  return toText(value) as string;
}

function cellsOf({ values }: Example): SampleCell[] {
  if (!values) return [];
  return [{ name: 'values', type: 'list:mixed', value: values }];
}

const examples = allFunctions().flatMap(({ name, examples: own }) =>
  own.map((example) => [example.formula, example.result, name, example] as const),
);

describe('the examples of the function reference', () => {
  it.each(examples)('%s is %s in the evaluator and in PostgreSQL', async (formula, result, name, example) => {
    expect(formula).toContain(`${name}(`);
    const record = sampleRecord(cellsOf(example));
    const { mode } = record.environment;
    const checked = check(formula, record.check);
    expect(checked.problems).toEqual([]);
    expect(shown(cellValue(evaluate(checked.root, record.environment), checked.type, mode))).toBe(result);

    const compiler = new SqlCompiler(record.sources, mode);
    const cell = taggedCellSql(cellSql(compiler.add(checked.root), compiler));
    const { rows } = await database.client.query(
      `SELECT ${cell} AS cell FROM ${record.from}${compiler.laterals()}`,
      [...record.parameters, ...compiler.parameters],
    );
    expect(shown(untag(rows[0].cell))).toBe(result);
  });

  it('exist for every function', () =>
    expect(allFunctions().filter((definition) => definition.examples.length === 0)).toEqual([]));
});
