import type pg from 'pg';
import { check } from '../check/checker';
import { cellSql, taggedCellSql } from '../result';
import { described, meets } from '../testing/expectation';
import { type FormulaDatabase, openFormulaDatabase } from '../testing/formula-database';
import { vectorRecord } from '../testing/sample-record';
import { vectorFiles } from '../testing/vectors';
import { SqlCompiler } from './compiler';
import { untag } from './untag';

let database: FormulaDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await openFormulaDatabase();
  ({ client } = database);
}, 120_000);
afterAll(() => database.close());

for (const { name, vectors } of vectorFiles())
  describe(`PostgreSQL on ${name} vectors`, () => {
    const runnable = vectors.filter(({ expect: { value } }) => value !== 'INVALID');
    it.each(runnable.map((vector) => [vector.id, vector.formula, vector] as const))(
      '%s: %s',
      async (_id, _formula, vector) => {
        const record = vectorRecord(vector);
        const checked = check(vector.formula, record.check);
        expect(checked.problems).toEqual([]);
        const compiler = new SqlCompiler(record.sources, record.environment.mode);
        const cell = taggedCellSql(cellSql(compiler.add(checked.root), compiler));
        const sql = `SELECT ${cell} AS cell FROM ${record.from}${compiler.laterals()}`;
        const { rows } = await client.query(sql, [...record.parameters, ...compiler.parameters]);
        const value = untag(rows[0].cell);
        if (!meets(value, vector.expect)) expect(described(value)).toEqual(vector.expect);
      },
    );
  });
