import { type BaseModel, EVERYTHING, WHOLE_SIGHT } from '@pyairtable/core';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import pg from 'pg';
import { HOUSE } from '../connection/asker';
import { Store } from '../store';
import { createSampleBase, type SampleBase } from '../testing/sample-base';
import { columnName, tableName } from './identifiers';
import { rowsOf } from './row-choice';
import { RowCells } from './row-cells';
import { Statement } from './statement';

/** Of 64,000,000 bytes in 1,000,000 each. */
const TOO_MANY = 65;

const TO = { timeZone: 'UTC', locale: 'en' } as const;

describe('what is gathered of linked records', () => {
  let database: TestDatabase;
  let store: Store;
  let base: SampleBase;
  let model: BaseModel;

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    store = new Store({ url: database.urlAs('pyairtable_api') });
    base = await createSampleBase(store);
    const owners = { recordLinkFieldId: (await base.table('tasks')).field('owners').id };
    const { id: age } = (await base.table('people')).field('age');
    const add = async (table: string, name: string, type: string, options: unknown) => {
      await store.structure.createField(base.owner, base.id, table, { name, type, options } as never);
      return (await base.table(table)).field(name).id;
    };
    const long = await add('people', 'long', 'formula', { formula: "REPT('x', {age})" });
    const through = (fieldIdInLinkedTable: string) => ({ ...owners, fieldIdInLinkedTable });
    await add('tasks', 'longs', 'multipleLookupValues', through(long));
    await add('tasks', 'ages', 'multipleLookupValues', through(age));
    await add('tasks', 'joined', 'rollup', { ...through(long), formula: 'ARRAYJOIN(values)' });
    await add('tasks', 'text', 'formula', { formula: '{longs}' });
    await add('tasks', 'unlike', 'rollup', { ...through(long), formula: 'COUNTALL(ARRAYUNIQUE(values))' });
    await add('tasks', 'filled', 'formula', { formula: 'COUNTALL(ARRAYCOMPACT({longs}))' });
    await add('tasks', 'named', 'formula', { formula: 'COUNTALL(ARRAYUNIQUE({owners}))' });
    const people = Array.from({ length: TOO_MANY }, (_, at) => ({ person: `P${at}`, age: 1_000_000 }));
    const ids = await base.create('people', people);
    await base.create('tasks', [
      { task: 'all', owners: ids },
      { task: 'few', owners: [ids[0] as string] },
    ]);
    model = await base.model();
  });
  afterAll(async () => {
    await store?.close();
    await database?.drop();
  });

  /** Bytes that come of an expression over the tasks, or the type of the error instead. */
  const asked = async (make: (row: RowCells) => string, breadth: 'rows' | 'table') => {
    const statement = new Statement(base.id, WHOLE_SIGHT);
    const row = new RowCells(model, 't', statement, breadth);
    const expression = make(row);
    const rows = rowsOf({ base: model, table: model.table('tasks'), reach: EVERYTHING }, statement);
    const sql = `SELECT coalesce(sum(octet_length((${expression})::text)), 0)::int AS bytes FROM ${rows.from}${row.joins()}`;
    try {
      return (await store.database.for(HOUSE).row<{ bytes: number }>(statement.finish(sql))).bytes;
    } catch (error) {
      return (error as { type?: string }).type ?? String(error);
    }
  };
  const field = (name: string) => model.table('tasks').field(name);

  it('is bounded before it is made one text', async () => {
    for (const breadth of ['rows', 'table'] as const) {
      expect(await asked((row) => row.publicJson(field('longs')), breadth)).toBe('RECORD_TOO_LARGE');
      expect(await asked((row) => row.shown(field('longs'), TO), breadth)).toBe('RECORD_TOO_LARGE');
    }
  });

  it('is an error of the cell alone where a formula makes one text of it', async () => {
    expect(await asked((row) => row.publicJson(field('text')), 'rows')).toBeLessThan(1_100_000);
  });

  it('is bounded before it is made a list that formulas, rollups and orders read', async () => {
    for (const [name, breadth] of [
      ['unlike', 'rows'],
      ['unlike', 'table'],
      ['filled', 'rows'],
      ['joined', 'rows'],
    ] as const)
      expect(await asked((row) => row.publicJson(field(name)), breadth), name).toBe('RECORD_TOO_LARGE');
    expect(await asked((row) => row.sortKeys(field('longs')).join(' || '), 'table')).toBe('RECORD_TOO_LARGE');
  });

  it('leaves other cells of the table alone', async () => {
    expect(await asked((row) => row.publicJson(field('ages')), 'rows')).toBeGreaterThan(TOO_MANY);
    expect(await asked((row) => row.rowJson(field('owners')), 'rows')).toBeGreaterThan(TOO_MANY);
  });

  it('is bounded in the titles of links', async () => {
    const { id } = model.table('people').primaryField;
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    await admin.query(
      `UPDATE ${tableName(base.id, model.table('people').id)} SET ${columnName(id)} = repeat('x', 1000000)`,
    );
    await admin.end();
    expect(await asked((row) => row.rowJson(field('owners')), 'rows')).toBe('RECORD_TOO_LARGE');
    expect(await asked((row) => row.shown(field('owners'), TO), 'rows')).toBe('RECORD_TOO_LARGE');
    expect(await asked((row) => row.publicJson(field('owners')), 'rows')).toBeGreaterThan(TOO_MANY);
    expect(await asked((row) => row.publicJson(field('named')), 'rows')).toBe('RECORD_TOO_LARGE');
    expect(await asked((row) => row.sortKeys(field('owners')).join(' || '), 'rows')).toBe('RECORD_TOO_LARGE');
  });
});
