import { newId } from '@pyairtable/kernel';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import type { Caller } from '@pyairtable/core';
import { HOUSE } from '../connection/asker';
import { Store } from '../store';
import { whyUnshardable } from './why-unshardable';

const SETTING = 'SET LOCAL citus.enable_schema_based_sharding TO on';

/** What can be said without a cluster: Citus cannot be installed where these tests run. */
describe('bases as shards of a Citus cluster', () => {
  let database: TestDatabase;
  let store: Store;
  const sent: string[] = [];

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    store = new Store({
      url: database.urlAs('pyairtable_api'),
      sharding: 'citus',
      onStatement: ({ text }) => sent.push(text),
    });
  });
  afterAll(async () => {
    await store?.close();
    await database?.drop();
  });

  it('are refused in one line where the extension is missing', async () => {
    expect(await store.whyUnfit()).toBe(
      'DATABASE_SHARDING=citus needs the extension Citus in this database (CREATE EXTENSION citus, by its owner).',
    );
  });

  it('become shards when their schemas are made, by a setting of that transaction alone', async () => {
    const owner: Caller = { userId: newId('user'), resources: null, scopes: [], source: 'client' };
    const { id: workspaceId } = await store.workspaces.create(owner, 'Ours');
    const fields = [{ name: 'Name', type: 'singleLineText' }];
    sent.length = 0;
    const made = await store.structure.createBase(owner, {
      workspaceId,
      name: 'A',
      tables: [{ name: 'T', fields }],
    });
    const plan = await store.transfer.exportPlan(made, HOUSE);
    await store.structure.deleteBase(owner, made);
    await store.trash.dropBase(owner, made);
    await store.transfer.importPlan(plan, { ownerId: owner.userId });
    const schemas = sent.flatMap((text, at) => (text.startsWith('CREATE SCHEMA') ? [at] : []));
    expect(schemas).toHaveLength(2);
    expect(sent.flatMap((text, at) => (text.includes('citus') ? [[at + 1, text]] : []))).toEqual(
      schemas.map((at) => [at, SETTING]),
    );
  });

  /** Asks a database whose catalogue says so; answers what is said of it, and what was sent. */
  const ask = async (sharding: 'none' | 'citus', spread: object) => {
    const texts: string[] = [];
    const parameters: unknown[] = [];
    const answers = [
      [{ extversion: '14.0' }],
      [{ local: 0, first: null, shards: 0, apiToo: false, ...spread }],
      [],
    ];
    const rows = async (statement: { text: string; parameters: unknown[] }) => {
      texts.push(statement.text);
      parameters.push(...statement.parameters);
      return answers[texts.length - 1] as never[];
    };
    return { said: await whyUnshardable({ rows }, sharding), last: texts.at(-1), parameters };
  };

  it('are used where all are, with copies of what is read beside them', async () => {
    expect(await ask('citus', { shards: 7 })).toEqual({
      said: null,
      last: 'SELECT api.make_reference_tables($1)',
      parameters: [['workspace', 'workspace_member', 'base', 'base_member', 'person', 'untold_name']],
    });
    expect((await ask('none', {})).said).toBeNull();
  });

  it('are refused where only some are, or nobody said so, and nothing is changed', async () => {
    const half = await ask('citus', { local: 2, first: 'app00000000000001', shards: 5 });
    expect(half.said).toBe(
      "DATABASE_SHARDING=citus, but 2 of the bases are no shards (app00000000000001, say): make each one while no api runs, by SELECT citus_schema_distribute('app00000000000001').",
    );
    const unsaid = await ask('none', { shards: 5 });
    expect(unsaid.said).toBe(
      '5 schemas of this database are shards of a Citus cluster: set DATABASE_SHARDING=citus.',
    );
    const whole = await ask('citus', { shards: 5, apiToo: true });
    expect(whole.said).toMatch(/^The schema api is a shard/);
    for (const { parameters } of [half, unsaid, whole]) expect(parameters).toEqual([]);
  });
});
