import type { BaseSchema, Field, Table, View } from '@pyairtable/contracts';
import { isFresh, openRows, openSession } from '../testing/open-rows';
import { ask, beginRealtime, PATIENCE_MS, person, startApi } from '../testing/realtime-harness';

beginRealtime();

it('an open view sorted by a choice and a text follows what programs write: order, links, choices, counts', async () => {
  const api = await startApi();
  const ann = await person();
  const workspace = await ask(api, ann, 'POST', '/v1/workspaces', { name: 'Ours' });
  const choices = [{ name: 'Todo' }, { name: 'Doing' }];
  const { id } = await ask(api, ann, 'POST', '/v0/meta/bases', {
    name: 'Work',
    workspaceId: workspace.id,
    tables: [
      {
        name: 'Tasks',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Stage', type: 'singleSelect', options: { choices } },
        ],
      },
      { name: 'People', fields: [{ name: 'Person', type: 'singleLineText' }] },
    ],
  });
  const schema = (): Promise<BaseSchema> => ask(api, ann, 'GET', `/v1/bases/${id}`);
  const table = async (name: string) => (await schema()).tables.find((one) => one.name === name) as Table;
  const field = async (of: string, name: string) =>
    (await table(of)).fields.find((one) => one.name === name) as Field;
  const add = async (to: string, body: unknown): Promise<Field> =>
    ask(api, ann, 'POST', `/v0/meta/bases/${id}/tables/${to}/fields`, body);
  const people = await table('People');
  const link = await add('Tasks', {
    name: 'Who',
    type: 'multipleRecordLinks',
    options: { linkedTableId: people.id },
  });
  await add('Tasks', { name: 'Second', type: 'multipleRecordLinks', options: { linkedTableId: people.id } });
  await add('Tasks', { name: 'Many', type: 'count', options: { recordLinkFieldId: link.id } });
  const [name, stage] = [await field('Tasks', 'Name'), await field('Tasks', 'Stage')];
  const view = (await table('Tasks')).views[0] as View;
  await ask(api, ann, 'PATCH', `/v1/bases/${id}/tables/${(await table('Tasks')).id}/views/${view.id}`, {
    sort: [stage, name].map((sorted) => ({ fieldId: sorted.id, direction: 'asc' })),
  });
  const records = (given: object[]) => ({ records: given.map((fields) => ({ fields })) });
  const write = (method: string, path: string, body?: unknown) =>
    ask(api, ann, method, `/v0/${id}/${path}`, body);
  const made = await write(
    'POST',
    'Tasks',
    records([
      { Name: 'b', Stage: 'Todo' },
      { Name: 'a', Stage: 'Doing' },
      { Name: 'c', Stage: 'Doing' },
    ]),
  );
  const [b] = made.records.map((record: { id: string }) => record.id) as [string];
  const [ann1, ben] = (
    await write('POST', 'People', records([{ Person: 'Ann' }, { Person: 'Ben' }]))
  ).records.map((record: { id: string }) => record.id) as [string, string];

  const session = await openSession(api, ann, id);
  const seen: string[] = [];
  session.subscribe(({ type }) => void seen.push(type));
  const shown = [
    openRows(api, ann, id, session, await table('Tasks')),
    openRows(api, ann, id, session, await table('People')),
  ] as const;
  const [tasks] = shown;
  const names = () => Array.from({ length: tasks.rows.rowCount }, (_, at) => tasks.rows.cellAt(at, name.id));
  await isFresh(session, shown);
  expect(names()).toEqual(['b', 'a', 'c']);

  await write('PATCH', `Tasks/${b}`, { fields: { Stage: 'Doing' } });
  await isFresh(session, shown);
  expect(names()).toEqual(['a', 'b', 'c']);

  seen.length = 0;
  await write('PATCH', 'Tasks', {
    performUpsert: { fieldsToMergeOn: ['Name'] },
    typecast: true,
    records: [{ fields: { Name: 'a', Stage: 'Done' } }, { fields: { Name: '0', Stage: 'Done' } }],
  });
  await isFresh(session, shown);
  expect(names()).toEqual(['b', 'c', '0', 'a']);
  expect(seen).toContain('schema');
  const options = (await field('Tasks', 'Stage')).options as {
    choices: { id: string; name: string; color: string }[];
  };
  expect(options.choices.at(-1)).toMatchObject({ name: 'Done', color: expect.any(String) });

  await write('PATCH', `People/${ann1}`, { fields: { Tasks: [b] } });
  await isFresh(session, shown);
  await write('PATCH', `People/${ben}`, { fields: { Tasks: [b], 'Tasks 2': [b] } });
  await isFresh(session, shown);
  expect(tasks.rows.cellAt(0, link.id)).toEqual([
    { id: ann1, title: 'Ann' },
    { id: ben, title: 'Ben' },
  ]);
  await write('DELETE', `People/${ann1}`);
  await isFresh(session, shown);
  expect(tasks.rows.cellAt(0, link.id)).toEqual([{ id: ben, title: 'Ben' }]);

  seen.length = 0;
  const renamed = options.choices.map((choice) =>
    choice.name === 'Doing' ? { ...choice, name: 'Under way' } : choice,
  );
  await ask(api, ann, 'PATCH', `/v1/bases/${id}/tables/${(await table('Tasks')).id}/fields/${stage.id}`, {
    options: { choices: renamed },
  });
  await vi.waitFor(() => expect(seen).toContain('schema'), { timeout: PATIENCE_MS });
  await isFresh(session, shown);
  session.close();
});

it('an open view with a filter follows what programs write: rows come in and leave, and are counted', async () => {
  const api = await startApi();
  const ann = await person();
  const workspace = await ask(api, ann, 'POST', '/v1/workspaces', { name: 'Ours' });
  const { id } = await ask(api, ann, 'POST', '/v0/meta/bases', {
    name: 'Work',
    workspaceId: workspace.id,
    tables: [
      {
        name: 'Tasks',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Points', type: 'number', options: { precision: 0 } },
        ],
      },
    ],
  });
  const table = async () =>
    ((await ask(api, ann, 'GET', `/v1/bases/${id}`)) as BaseSchema).tables[0] as Table;
  const { id: tableId, fields, views } = await table();
  const [name, points] = fields as [Field, Field];
  await ask(api, ann, 'PATCH', `/v1/bases/${id}/tables/${tableId}/views/${views[0]?.id}`, {
    filter: { conjunction: 'and', conditions: [{ fieldId: points.id, operator: 'isGreater', value: 2 }] },
  });
  const write = (method: string, path: string, body?: unknown) =>
    ask(api, ann, method, `/v0/${id}/${path}`, body);
  const made = await write('POST', 'Tasks', {
    records: [1, 2, 3, 4].map((given) => ({ fields: { Name: `n${given}`, Points: given } })),
  });
  const [one, , , four] = made.records.map((record: { id: string }) => record.id) as string[];
  const session = await openSession(api, ann, id);
  const shown = [openRows(api, ann, id, session, await table())] as const;
  const [{ rows }] = shown;
  const names = () => Array.from({ length: rows.rowCount }, (_, at) => rows.cellAt(at, name.id));
  await isFresh(session, shown);
  expect(names()).toEqual(['n3', 'n4']);

  await write('PATCH', `Tasks/${one}`, { fields: { Points: 10 } });
  await isFresh(session, shown);
  expect(names()).toEqual(['n1', 'n3', 'n4']);
  await write('PATCH', `Tasks/${four}`, { fields: { Points: 0 } });
  await write('POST', 'Tasks', {
    records: [{ fields: { Name: 'low' } }, { fields: { Name: 'high', Points: 3 } }],
  });
  await isFresh(session, shown);
  expect(names()).toEqual(['n1', 'n3', 'high']);
  await write('DELETE', `Tasks/${one}`);
  await isFresh(session, shown);
  expect(names()).toEqual(['n3', 'high']);
  session.close();
});
