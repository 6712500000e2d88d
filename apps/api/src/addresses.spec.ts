import { SCOPES } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from './testing/api-harness';

/** E-mail addresses of others are shown by the scope that shows one's own, whatever the door. */
describe('addresses of people', () => {
  let api: ApiHarness;
  let owner: Client;
  /** The owner's credential with every scope but that of addresses. */
  let program: Client;
  let base: { id: string };
  let recordId: string;
  const mia = { id: newId('user'), email: 'mia@hidden.example', name: 'Mia' };
  /** Somebody whose name nobody knows: shown by the address, or else by the id. */
  const nameless = { id: newId('user'), email: 'anon@hidden.example', name: '' };

  beforeAll(async () => {
    api = await ApiHarness.start();
    const userId = newId('user');
    owner = await api.client({ sub: userId, email: 'ola@hidden.example', name: 'Ola' });
    program = await api.client({
      sub: userId,
      email: 'ola@hidden.example',
      name: 'Ola',
      kind: 'pat',
      scopes: SCOPES.filter((scope) => scope !== 'user.email:read'),
    });
    base = await api.base(owner, [
      {
        name: 'T',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Who', type: 'singleCollaborator' },
          { name: 'Team', type: 'multipleCollaborators' },
          { name: 'By', type: 'createdBy' },
        ],
      },
    ]);
    for (const { id, email, name } of [mia, nameless]) {
      await (await api.client({ sub: id, email, name })).get('/v1/workspaces');
      await api.share(base.id, id, 'edit');
    }
    const created = await owner.post(`/v0/${base.id}/T`, {
      fields: { Name: 'a', Who: { id: mia.id }, Team: [mia.id] },
    });
    recordId = created.body.id;
    await owner.post(`/v0/${base.id}/T`, {
      fields: { Name: 'b', Who: { id: nameless.id }, Team: [{ id: nameless.id }] },
    });
  });
  afterAll(() => api?.stop());

  const doors: [string, (by: Client) => ReturnType<Client['get']>][] = [
    ['a list', (by) => by.get(`/v0/${base.id}/T?sort[0][field]=Team&sort[1][field]=Who`)],
    ['a list of texts', (by) => by.get(`/v0/${base.id}/T?cellFormat=string&timeZone=utc&userLocale=en`)],
    ['a record', (by) => by.get(`/v0/${base.id}/T/${recordId}`)],
    ['a create', (by) => by.post(`/v0/${base.id}/T`, { fields: { Who: { email: mia.email } } })],
    ['an update', (by) => by.patch(`/v0/${base.id}/T/${recordId}`, { fields: { Name: 'c' } })],
    [
      'an upsert',
      (by) =>
        by.patch(`/v0/${base.id}/T`, {
          performUpsert: { fieldsToMergeOn: ['Name'] },
          records: [{ fields: { Name: 'upserted', Who: { id: mia.id } } }],
        }),
    ],
    ['the base', (by) => by.get(`/v1/bases/${base.id}`)],
    ['a change of the base', (by) => by.patch(`/v1/bases/${base.id}`, { name: 'Renamed' })],
    ['the rows', (by) => by.get(`/v1/bases/${base.id}/tables/${tableId()}/rows`)],
    ['its people', (by) => by.get(`/v1/bases/${base.id}/collaborators`)],
    [
      'a change of a person',
      (by) => by.patch(`/v1/bases/${base.id}/collaborators/${mia.id}`, { permissionLevel: 'edit' }),
    ],
    [
      'an invitation',
      (by) => by.post(`/v1/bases/${base.id}/collaborators`, { email: mia.email, permissionLevel: 'edit' }),
    ],
    ['whoami', (by) => by.get('/v0/meta/whoami')],
  ];
  let known = '';
  let fields: { id: string; name: string }[] = [];
  /** Of a view that groups by people. */
  let viewId: string;
  const tableId = () => known;
  beforeAll(async () => {
    [{ id: known, fields }] = (await owner.get(`/v1/bases/${base.id}`)).body.tables;
    const groups = [{ fieldId: fields.find(({ name }) => name === 'Who')?.id, direction: 'asc' }];
    viewId = (await owner.post(`/v1/bases/${base.id}/tables/${known}/views`, { groups })).body.id;
  });

  const table = () => `/v1/bases/${base.id}/tables/${tableId()}`;
  const idOf = (name: string) => fields.find((field) => field.name === name)?.id ?? '';
  const sought = 'query=hidden.example&timeZone=UTC&userLocale=en';
  const preview = (name: string, type: string, options?: object) => (by: Client) =>
    by.post(`${table()}/fields/${idOf(name)}/conversion`, { type, options, preview: true });
  const shown = { type: 'formula', options: { formula: '{Who} & ARRAYJOIN({Team})' } };
  /** What finds, groups, foretells and remembers. */
  const later: typeof doors = [
    ['what a field would become', preview('Who', 'number', { precision: 0 })],
    ['the choices that people would become', preview('Team', 'multipleSelects', { choices: [] })],
    [
      'what a formula would show',
      async (by) => {
        const { rows } = (await by.get(`${table()}/rows`)).body;
        const recordIds = rows.map(({ id }: { id: string }) => id);
        return by.post(`${table()}/fields/preview`, { ...shown, recordIds });
      },
    ],
  ];
  const silent: typeof doors = [
    ['groups', (by) => by.get(`${table()}/groups?view=${viewId}`)],
    ['a history', (by) => by.get(`${table()}/records/${recordId}/history`)],
    ['the changes', (by) => by.get(`/v1/bases/${base.id}/changes`)],
    ['a search in a view', (by) => by.get(`${table()}/search?view=${viewId}&${sought}`)],
    ['a search in the base', (by) => by.get(`/v1/bases/${base.id}/search?${sought}`)],
    ['the trash', (by) => by.get(`/v1/bases/${base.id}/trash`)],
  ];

  it.each([...later, ...silent])('are left out of %s without the scope', async (_, ask) => {
    const answer = await ask(program);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.text).not.toContain('hidden.example');
  });

  it.each(later)('stand in %s with it', async (_, ask) => {
    expect((await ask(owner)).text).toContain('hidden.example');
  });

  it('are not found without the scope', async () => {
    const found = async (by: Client) => [
      (await by.get(`${table()}/search?${sought}`)).body.total,
      (await by.get(`/v1/bases/${base.id}/search?${sought}`)).body.tables.length,
    ];
    expect(await found(program)).toEqual([0, 0]);
    expect(await found(owner)).toEqual([1, 1]);
  });

  it.each(doors)('are left out of %s without the scope', async (_, ask) => {
    const answer = await ask(program);
    expect([200, 201]).toContain(answer.status);
    expect(answer.text).not.toContain('hidden.example');
  });

  it.each(doors.filter(([name]) => name !== 'the rows'))('stand in %s with it', async (_, ask) => {
    const answer = await ask(owner);
    expect([200, 201]).toContain(answer.status);
    expect(answer.text).toContain('hidden.example');
  });

  it('are not shown to one credential by a read that another asked for at the same time', async () => {
    const reads = Array.from({ length: 40 }, (_, at) =>
      (at % 2 ? program : owner).get(`/v0/${base.id}/T/${recordId}`),
    );
    const writes = Array.from({ length: 40 }, (_, at) =>
      (at % 2 ? program : owner).patch(`/v0/${base.id}/T/${recordId}`, { fields: { Name: `w${at}` } }),
    );
    for (const answers of [await Promise.all(reads), await Promise.all(writes)])
      for (const [at, { text }] of answers.entries())
        expect(text.includes('hidden.example'), text).toBe(at % 2 === 0);
  });

  it('stand for people without a name in the order of rows, whether these are read or chosen', async () => {
    const path = table();
    const { tables } = (await owner.get(`/v1/bases/${base.id}`)).body;
    const [{ views }] = tables;
    const view = `${path}/views/${views[0].id}`;
    const who = idOf('Who');
    expect((await owner.patch(view, { sort: [{ fieldId: who, direction: 'asc' }] })).status).toBe(200);
    for (const by of [owner, program]) {
      const rows = (await by.get(`${path}/rows?view=${views[0].id}`)).body.rows as { id: string }[];
      const { ids } = (await by.get(`${path}/rows/ids?view=${views[0].id}`)).body;
      expect(ids).toEqual(rows.map(({ id }) => id));
    }
  });

  it('open a file of the base to nobody who may not see them', async () => {
    expect((await program.get(`/v1/bases/${base.id}/export`)).status).toBe(403);
    expect((await owner.get(`/v1/bases/${base.id}/export`)).text).toContain(mia.email);
  });
});
