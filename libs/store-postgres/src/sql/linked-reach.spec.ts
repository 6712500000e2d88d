import {
  type BaseModel,
  checkFilter,
  EMPTY_CHANGE_SET,
  EVERYTHING,
  type Reach,
  separateLinks,
  type Sight,
  type TableModel,
  WHOLE_SIGHT,
} from '@pyairtable/core';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import { HOUSE } from '../connection/asker';
import { Store } from '../store';
import { createSampleBase, type SampleBase } from '../testing/sample-base';
import { lockLinkedStatement } from '../write/link-reads';
import { rowJson } from './record-columns';
import { type RowScope, rowsOf } from './row-choice';
import { Statement } from './statement';

describe('what is seen through links', () => {
  let database: TestDatabase;
  let store: Store;
  let base: SampleBase;
  let model: BaseModel;
  let tasks: TableModel;
  let people: TableModel;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    store = new Store({ url: database.urlAs('pyairtable_api') });
    base = await createSampleBase(store);
    people = await base.table('people');
    const owners = { recordLinkFieldId: (await base.table('tasks')).field('owners').id };
    const through = (name: string) => ({ ...owners, fieldIdInLinkedTable: people.field(name).id });
    for (const [name, type, options] of [
      ['ages', 'multipleLookupValues', through('age')],
      ['names', 'multipleLookupValues', through('person')],
      ['sum', 'rollup', { ...through('age'), formula: 'SUM(values)' }],
      ['list', 'rollup', { ...through('age'), formula: "ARRAYJOIN(values, '; ')" }],
      ['count', 'count', owners],
      ['text', 'formula', { formula: "{owners} & ' ' & {ages}" }],
    ] as const)
      await store.structure.createField(base.owner, base.id, 'tasks', { name, type, options });
    for (const [name, cells] of Object.entries({ Ann: { age: 30 }, Bob: { age: 40 }, Cid: { age: 50 } }))
      [ids[name]] = (await base.create('people', [{ person: name, ...cells }])) as [string];
    await base.create('tasks', [
      { task: 'one', owners: ['Ann', 'Bob', 'Cid'].map((name) => ids[name] as string) },
      { task: 'two', owners: [ids['Ann'] as string] },
    ]);
    model = await base.model();
    [tasks, people] = [model.table('tasks'), model.table('people')];
  });
  afterAll(async () => {
    await store?.close();
    await database?.drop();
  });

  /** Sees of the people what the reach says, and all else. */
  const seeing = (reach: Reach): Sight => ({
    ...WHOLE_SIGHT,
    reach: (_base, { id }) => (id === people.id ? reach : EVERYTHING),
  });
  const older = (): Reach => ({ fields: 'all', rows: checkFilter('{age} > 30', people) });

  const COMPUTED = ['owners', 'ages', 'names', 'sum', 'list', 'count', 'text'];
  /** Cells of the tasks by name of task and field, as they are read, sorted and filtered by `sort`. */
  async function read(sight: Sight, sort: Pick<RowScope, 'sort'> = {}) {
    const statement = new Statement(base.id, sight);
    const rows = rowsOf({ base: model, table: tasks, reach: EVERYTHING, ...sort }, statement);
    const json = rowJson(model, tasks.fields, statement, 't');
    const { records } = await store.database
      .for(HOUSE)
      .row<{ records: { cells: Record<string, unknown> }[] }>(
        statement.finish(
          `SELECT coalesce(json_agg(x.row ORDER BY x.at), '[]') AS records FROM (
          SELECT (${json})::json AS row, row_number() OVER (ORDER BY ${rows.orderBy}) AS at FROM ${rows.from}) x`,
        ),
      );
    const named = (names: readonly string[], cells: Record<string, unknown>) =>
      Object.fromEntries(names.map((name) => [name, cells[tasks.field(name).id]]));
    return records.map(({ cells }) => named(['task', ...COMPUTED], cells));
  }
  const titles = (...names: string[]) => names.map((name) => ({ id: ids[name], title: name }));

  it('are the linked records within the reach, in links, lookups, rollups, counts and formulas', async () => {
    expect(await read(seeing(older()))).toEqual([
      {
        task: 'one',
        owners: titles('Bob', 'Cid'),
        ages: [40, 50],
        names: ['Bob', 'Cid'],
        sum: 90,
        list: '40; 50',
        count: 2,
        text: 'Bob, Cid 40, 50',
      },
      { task: 'two', sum: 0, count: 0, text: ' ' },
    ]);
    expect(await read(seeing({ fields: 'all', rows: 'none' }))).toEqual([
      { task: 'one', sum: 0, count: 0, text: ' ' },
      { task: 'two', sum: 0, count: 0, text: ' ' },
    ]);
  });

  it('orders the rows as they are seen', async () => {
    const sort = (name: string) => ({ sort: [{ field: tasks.field(name), direction: 'desc' as const }] });
    const order = async (sight: Sight, name: string) =>
      (await read(sight, sort(name))).map((row) => row['task']);
    expect(await order(WHOLE_SIGHT, 'count')).toEqual(['one', 'two']);
    expect(await order(seeing({ fields: 'all', rows: checkFilter('{age} < 40', people) }), 'owners')).toEqual(
      ['one', 'two'],
    );
  });

  it('are fields within the reach: of others nothing, titles included', async () => {
    const fields = (...names: string[]) => new Set(names.map((name) => people.field(name).id));
    const [one] = await read(seeing({ fields: fields('person'), rows: 'all' }));
    expect(one).toEqual({
      task: 'one',
      owners: titles('Ann', 'Bob', 'Cid'),
      names: ['Ann', 'Bob', 'Cid'],
      sum: 0,
      count: 3,
      list: '; ; ',
      text: 'Ann, Bob, Cid ',
    });
    const [untitled] = await read(seeing({ fields: fields('age'), rows: 'all' }));
    expect(untitled).toMatchObject({
      owners: ['Ann', 'Bob', 'Cid'].map((name) => ({ id: ids[name], title: '' })),
      ages: [30, 40, 50],
      sum: 120,
    });
    expect(untitled?.['names']).toBe(undefined);
  });

  it('judges by what is stored, whatever is shown of it', async () => {
    const { rows } = older();
    const [one] = await read(seeing({ fields: new Set([people.primaryFieldId]), rows }));
    expect(one).toMatchObject({ owners: titles('Bob', 'Cid'), names: ['Bob', 'Cid'], sum: 0, count: 2 });
  });

  it('are what a write may link to anew', async () => {
    const own = await store.database.for(HOUSE).row<{ n: number }>({
      text: `SELECT t.__id::int AS n FROM ${rowsOf({ base: model, table: tasks, reach: EVERYTHING }, new Statement(base.id)).from} ORDER BY t.__id DESC LIMIT 1`,
      parameters: [],
    });
    const cells = { [tasks.field('owners').id]: [ids['Bob'], ids['Cid']] as string[] };
    const { links } = separateLinks(tasks, { ...EMPTY_CHANGE_SET, updates: [{ id: 'any', cells }] });
    const sight = seeing({ fields: 'all', rows: checkFilter('{age} = 50', people) });
    const { linked } = await store.database
      .for(HOUSE)
      .row<{ linked: Record<string, [number, string][]> }>(lockLinkedStatement(model, links, [own.n], sight));
    // Ann is linked already.
    expect(linked[people.id]?.map(([, id]) => id)).toEqual([ids['Ann'], ids['Cid']]);
  });
});
