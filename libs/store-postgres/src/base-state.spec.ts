import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HOUSE } from './connection/asker';
import type { Op, OpResult } from '@pyairtable/contracts';
import type { BasePlan, Caller } from '@pyairtable/core';
import {
  createDatabase,
  migrate,
  migrateAll,
  MIGRATION_SETS,
  rollback,
  type TestDatabase,
  workspaceRoot,
} from '@pyairtable/testkit';
import pg from 'pg';
import type { LogRun } from './change-log';
import { shownBase } from './shown-structure';
import { Store } from './store';

const MIGRATION = '20261129120000_base_state.sql';
const FOLDER = fileURLToPath(new URL('../migrations', import.meta.url));
const fixture = (name: string) => readFileSync(new URL(`./testing/${name}`, import.meta.url), 'utf8');

/** What the version before read from the database that it left behind, and ops that it carried out. Later ones may read more. */
interface Known {
  owner: Caller;
  ops: Record<'create' | 'idle' | 'delete', { op: Op; result: OpResult }>;
  bases: Record<string, { shown: object; log: LogRun; file: BasePlan }>;
}

const known = JSON.parse(fixture('before-base-state.json')) as Known;
const [[baseId, base], [otherId]] = Object.entries(known.bases) as [
  [string, Known['bases'][string]],
  [string, unknown],
];
const set = MIGRATION_SETS.find(({ name }) => name === 'api') as (typeof MIGRATION_SETS)[number];

describe('a database that the version before left behind', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  let store: Store;

  /** The shapes of what a base keeps beside its records: columns, keys, indexes, and whose it is. */
  const shapeOf = async (schema: string) => {
    const { rows } = await admin.query(
      `SELECT c.relname, c.relkind, c.relpersistence, c.reloptions, pg_get_userbyid(c.relowner) AS owner,
          (SELECT json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attstorage,
            a.attcollation::regcollation, pg_get_expr(d.adbin, d.adrelid)) ORDER BY a.attnum)
            FROM pg_attribute a LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
            WHERE a.attrelid = c.oid AND a.attnum > 0) AS columns,
          (SELECT json_agg(replace(pg_get_constraintdef(k.oid), $1, '') ORDER BY k.conname)
            FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype <> 'n') AS keys,
          CASE c.relkind WHEN 'i' THEN replace(pg_get_indexdef(c.oid), $1, '') END AS index
        FROM pg_class c WHERE c.relnamespace = $1::regnamespace AND c.relkind IN ('r', 'i') AND c.relname !~ '^(tbl|fld)'
        ORDER BY c.relname`,
      [`"${schema}"`],
    );
    return rows;
  };
  const readAll = async () => {
    const read = Object.keys(known.bases).map(async (id) => {
      const shown = shownBase(await store.structure.base(known.owner, id), known.owner);
      return [
        id,
        {
          shown,
          log: await store.changes.read(id, 0, 500, HOUSE),
          file: await store.transfer.exportPlan(id, HOUSE),
        },
      ];
    });
    return Object.fromEntries(await Promise.all(read)) as unknown;
  };
  const run = (op: Op) => store.ops.execute(known.owner, baseId, op);
  const asSent = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

  beforeAll(async () => {
    database = await createDatabase();
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    const before = mkdtempSync(join(tmpdir(), 'pyairtable-before-'));
    for (const file of readdirSync(FOLDER).filter((name) => name < MIGRATION))
      copyFileSync(join(FOLDER, file), join(before, file));
    await migrate(database.url, { ...set, folder: relative(workspaceRoot, before) });
    rmSync(before, { recursive: true });
    await admin.query(`SET ROLE pyairtable_api; ${fixture('before-base-state.sql')}; RESET ROLE`);
    store = new Store({ url: database.urlAs('pyairtable_api') });
  });
  afterAll(async () => {
    await store?.close();
    await admin?.end();
    await database?.drop();
  });

  it('reads as that version read it', async () => {
    expect(await migrateAll(database.url)).toContain(MIGRATION);
    expect(asSent(await readAll())).toMatchObject(known.bases);
  });

  it('has bases like those that are made now', async () => {
    const { workspaceId } = base.shown as { workspaceId: string };
    const made = await store.structure.createBase(known.owner, { workspaceId, name: 'New', tables: [] });
    expect(await shapeOf(baseId)).toEqual(await shapeOf(made));
    const { rows } = await admin.query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'api' ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual([
      'base',
      'base_member',
      'kept_answer',
      'person',
      'untold_name',
      'workspace',
      'workspace_member',
    ]);
    await store.structure.deleteBase(known.owner, made);
    await store.trash.dropBase(known.owner, made);
  });

  it('goes down to the tables of that version and comes back', async () => {
    const after = (await admin.query('SELECT version FROM schema_migrations_api ORDER BY version')).rows;
    for (const { version } of after.reverse() as { version: string }[]) {
      if (version < MIGRATION.slice(0, 14)) break;
      await rollback(database.url, set);
    }
    const counted = await admin.query(
      `SELECT (SELECT count(*)::int FROM api.change) AS entries, (SELECT seq FROM api.base WHERE id = $1) AS seq,
        (SELECT count(*)::int FROM api.field f JOIN api."table" t ON t.id = f.table_id WHERE t.base_id = $1) AS fields`,
      [otherId],
    );
    expect(counted.rows).toEqual([{ entries: base.log.head + 1, seq: '1', fields: 1 }]);
    await migrateAll(database.url);
    expect(asSent(await readAll())).toMatchObject(known.bases);
  });

  it('answers ops that are sent again as it did, and changes nothing', async () => {
    for (const { op, result } of Object.values(known.ops)) expect(await run(op)).toEqual(result);
    expect((await store.changes.heads([baseId])).get(baseId)).toBe(base.log.head);
  });

  it('goes on with its numbers, and restores what was deleted before', async () => {
    const restored = await run({
      id: crypto.randomUUID(),
      kind: 'records.restore',
      seq: known.ops.delete.result.seq,
    });
    expect(restored).toMatchObject({
      seq: base.log.head + 1,
      recordIds: known.ops.delete.result.recordIds,
    });
    const [, , tasks] = base.file.tables;
    const made = await run({
      id: crypto.randomUUID(),
      kind: 'records.create',
      tableId: tasks?.id as string,
      records: [{ cells: {} }],
    });
    const row = await store.rows.one(known.owner, baseId, tasks?.id as string, made.recordIds[0] as string);
    const number = tasks?.fields.find(({ type }) => type === 'autoNumber')?.id as string;
    expect(JSON.parse(row)).toMatchObject({ cells: { [number]: tasks?.nextNumber } });
  });

  it('keeps the ids of records to their tables', async () => {
    const [notes, people] = base.file.tables;
    for (const id of [notes?.records[0]?.id as string, 'recMadeByClient01']) {
      const elsewhere = run({
        id: crypto.randomUUID(),
        kind: 'records.create',
        tableId: people?.id as string,
        records: [{ id, cells: {} }],
      });
      await expect(elsewhere).rejects.toThrow('A record with this id already exists');
    }
  });
});
