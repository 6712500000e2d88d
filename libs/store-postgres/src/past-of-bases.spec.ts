import type { BasePlan } from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import { createDatabase, migrateAll, MIGRATION_SETS, rollback, type TestDatabase } from '@pyairtable/testkit';
import pg from 'pg';
import { Store } from './store';

const MIGRATION = '20261129171500';
const set = MIGRATION_SETS.find(({ name }) => name === 'api') as (typeof MIGRATION_SETS)[number];

describe('a base that was imported before its past was kept', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  let store: Store;

  beforeAll(async () => {
    database = await createDatabase();
    await migrateAll(database.url);
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    store = new Store({ url: database.urlAs('pyairtable_api') });
  });
  afterAll(async () => {
    await store?.close();
    await admin?.end();
    await database?.drop();
  });

  it('keeps the stamps from before its log that an import keeps now', async () => {
    const [tableId, name, watching, by, asking] = [
      newId('table'),
      newId('field'),
      newId('field'),
      newId('field'),
      newId('field'),
    ];
    const [ownerId, other] = [newId('user'), newId('user')];
    const watched = { referencedFieldIds: [name] };
    const at = (minute: number) => `2026-01-01T00:0${minute}:00.000Z`;
    const plan = {
      base: { id: newId('base'), name: 'Imported', color: 'blue', icon: 'table' },
      users: [ownerId, other].map((id) => ({ id, name: id, email: `${id}@example.org`, role: 'edit' })),
      tables: [
        {
          id: tableId,
          name: 'T',
          primaryFieldId: name,
          fields: [
            { id: name, name: 'Name', type: 'singleLineText' },
            { id: watching, name: 'Changed', type: 'lastModifiedTime', options: watched },
            { id: by, name: 'By', type: 'lastModifiedBy', options: watched },
            {
              id: asking,
              name: 'Asked',
              type: 'formula',
              options: { formula: `LAST_MODIFIED_TIME({${name}})` },
            },
          ],
          views: [],
          records: [0, 1].map((n) => ({
            id: newId('record'),
            createdTime: at(0),
            createdBy: ownerId,
            modifiedTime: at(4 * n),
            modifiedBy: n ? other : ownerId,
            cells: n ? { [name]: 'a', [watching]: at(2), [by]: other } : { [name]: 'b' },
            ...(n ? { cellTimes: { [name]: at(2) } } : {}),
          })),
        },
      ],
      links: [],
      ignored: [],
      warnings: [],
    } as unknown as BasePlan;
    const { baseId } = await store.transfer.importPlan(plan, { ownerId });
    const stamps = async () =>
      (await admin.query(`SELECT * FROM "${baseId}".past_stamp ORDER BY record_id, field_id`)).rows;
    const kept = await stamps();
    expect(kept.map(({ field_id }) => field_id)).toEqual(expect.arrayContaining(['', name, watching, by]));

    const { rows } = await admin.query('SELECT version FROM schema_migrations_api WHERE version >= $1', [
      MIGRATION,
    ]);
    for (const _ of rows) await rollback(database.url, set);
    await migrateAll(database.url);
    expect(await stamps()).toEqual(kept);
  });
});
