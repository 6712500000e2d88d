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
  const tableId = () => known;
  beforeAll(async () => {
    known = (await owner.get(`/v1/bases/${base.id}`)).body.tables[0].id;
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
    const table = `/v1/bases/${base.id}/tables/${tableId()}`;
    const { tables } = (await owner.get(`/v1/bases/${base.id}`)).body;
    const [{ views, fields }] = tables;
    const view = `${table}/views/${views[0].id}`;
    const who = fields.find(({ name }: { name: string }) => name === 'Who').id;
    expect((await owner.patch(view, { sort: [{ fieldId: who, direction: 'asc' }] })).status).toBe(200);
    for (const by of [owner, program]) {
      const rows = (await by.get(`${table}/rows?view=${views[0].id}`)).body.rows as { id: string }[];
      const { ids } = (await by.get(`${table}/rows/ids?view=${views[0].id}`)).body;
      expect(ids).toEqual(rows.map(({ id }) => id));
    }
  });

  it('open a file of the base to nobody who may not see them', async () => {
    expect((await program.get(`/v1/bases/${base.id}/export`)).status).toBe(403);
    expect((await owner.get(`/v1/bases/${base.id}/export`)).text).toContain(mia.email);
  });
});
