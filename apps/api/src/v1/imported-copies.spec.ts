import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('a base file that is imported as a copy', () => {
  let api: ApiHarness;
  let operator: Client;
  let mia: Client;
  let ben: Client;
  let base: { id: string; workspaceId: string };
  let file: object;

  beforeAll(async () => {
    api = await ApiHarness.start();
    operator = await api.client({ kind: 'operator', sub: 'operator', scopes: [] });
    mia = await api.client({ name: 'Mia' });
    ben = await api.client({ name: 'Ben' });
    await ben.get('/v1/workspaces');
    const fields = [
      { name: 'Name', type: 'singleLineText' },
      { name: 'Who', type: 'singleCollaborator' },
    ];
    base = await api.base(mia, [{ name: 'T', fields }], 'Plan');
    await api.share(base.id, ben.userId, 'edit');
    await mia.post(`/v0/${base.id}/T`, { fields: { Name: 'a', Who: { id: ben.userId } } });
    file = (await mia.get(`/v1/bases/${base.id}/export`)).body;
  });
  afterAll(() => api?.stop());

  const copied = async (asked: object = {}) => {
    const request = { file, ownerId: mia.userId, users: {}, copy: true, ...asked };
    expect((await operator.post('/v1/admin/bases/import', { ...request, check: true })).status).toBe(200);
    const { status, body } = await operator.post('/v1/admin/bases/import', request);
    expect(status).toBe(201);
    return body as { baseId: string; workspaceId: string };
  };
  const namesFor = async (client: Client): Promise<string[]> =>
    (await client.get('/v1/workspaces')).body.workspaces.flatMap(({ bases }: { bases: { name: string }[] }) =>
      bases.map(({ name }) => name),
    );

  it('is its owner’s alone, says by its name that it is a copy, and still names people in its cells', async () => {
    const copy = await copied();
    expect(copy.workspaceId).toBe(base.workspaceId);
    expect(await namesFor(mia)).toEqual(['Plan', 'Plan copy']);
    expect(await namesFor(ben)).toEqual(['Plan']);
    expect((await ben.get(`/v1/bases/${copy.baseId}`)).status).toBe(403);
    const { records } = (await mia.get(`/v0/${copy.baseId}/T`)).body;
    expect(records[0].fields).toMatchObject({ Name: 'a', Who: { id: ben.userId, name: 'Ben' } });
    await copied();
    expect(await namesFor(mia)).toEqual(['Plan', 'Plan copy', 'Plan copy 2']);
  });

  it('brings the people of the file along where they are asked for', async () => {
    const { baseId } = await copied({ collaborators: true });
    const { collaborators } = (await ben.get(`/v1/bases/${baseId}/collaborators`)).body;
    expect(collaborators).toContainEqual(
      expect.objectContaining({ id: ben.userId, permissionLevel: 'edit' }),
    );
  });

  it('goes into a workspace of its owner’s where that of the file is somebody else’s', async () => {
    const { baseId, workspaceId } = await copied({ ownerId: ben.userId });
    expect(workspaceId).not.toBe(base.workspaceId);
    expect((await ben.get(`/v1/bases/${baseId}`)).body.permissionLevel).toBe('owner');
    expect((await mia.get(`/v1/bases/${baseId}`)).status).toBe(403);
  });

  it('names somebody in its cells whom the file gives no part in it, copy or not', async () => {
    const zoe = { id: newId('user'), email: 'zoe@example.com', name: 'Zoe' };
    const fields = [
      { name: 'Name', type: 'singleLineText' },
      { name: 'Who', type: 'singleCollaborator' },
    ];
    const tables = [{ name: 'T', fields, records: [{ Name: 'a', Who: zoe.email }] }];
    const { body } = await operator.post('/v1/admin/bases/import', {
      file: { name: 'Named', users: [zoe], tables },
      ownerId: mia.userId,
      users: { [zoe.email]: zoe },
    });
    const { records } = (await mia.get(`/v0/${body.baseId}/T`)).body;
    expect(records[0].fields.Who).toMatchObject({ name: 'Zoe' });
  });
});
