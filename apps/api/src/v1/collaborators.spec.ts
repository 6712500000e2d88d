import { SCOPES, type PermissionLevel } from '@pyairtable/contracts';
import { parseBaseFile } from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('sharing a base', () => {
  let api: ApiHarness;
  let owner: Client;
  let base: { id: string; workspaceId: string };

  /** A person who has signed in, at an address of their own. */
  const person = async (name = 'Somebody'): Promise<Client & { email: string }> => {
    const userId = newId('user');
    const email = `${userId}@Example.Test`;
    const client = await api.client({ sub: userId, email, name });
    await client.get('/v1/workspaces');
    return { ...client, email };
  };
  const member = async (level: PermissionLevel) => {
    const joined = await person();
    await api.share(base.id, joined.userId, level);
    return joined;
  };
  const joinWorkspace = (userId: string, level: PermissionLevel) =>
    api.sql('INSERT INTO api.workspace_member VALUES ($1, $2, $3)', [base.workspaceId, userId, level]);
  const path = (userId?: string) => `/v1/bases/${base.id}/collaborators${userId ? `/${userId}` : ''}`;
  const invite = (by: Client, email: string, permissionLevel: string) =>
    by.post(path(), { email, permissionLevel });
  const list = async (by = owner): Promise<{ id: string; permissionLevel: string; inherited: boolean }[]> =>
    (await by.get(path())).body.collaborators;
  const levelOf = async (userId: string) =>
    (await list()).find(({ id }) => id === userId)?.permissionLevel ?? null;
  const head = async () => (await owner.get(`/v1/bases/${base.id}`)).body.seq;
  const type = (answer: { status: number; body: { error: { type: string } } }) => [
    answer.status,
    answer.body.error.type,
  ];

  beforeAll(async () => {
    api = await ApiHarness.start();
    owner = await api.client({ name: 'Ola' });
  });
  beforeEach(async () => {
    base = await api.base(owner, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
  });
  afterAll(() => api?.stop());

  it('gives a level to a person by their address, in any case and with spaces around it', async () => {
    const ben = await person('Ben');
    const answer = await invite(owner, `  ${ben.email.toUpperCase()} `, 'edit');
    const shown = {
      id: ben.userId,
      email: ben.email,
      name: 'Ben',
      permissionLevel: 'edit',
      inherited: false,
    };
    expect([answer.status, answer.body]).toEqual([201, shown]);
    expect(
      (await list(ben)).map(({ id, permissionLevel, inherited }) => [id, permissionLevel, inherited]),
    ).toEqual([
      [owner.userId, 'owner', true],
      [ben.userId, 'edit', false],
    ]);
    const home = await ben.get('/v1/workspaces');
    expect(home.body.workspaces).toMatchObject([
      { permissionLevel: 'none', bases: [{ id: base.id, permissionLevel: 'edit' }] },
    ]);
  });

  it('lists people of one level by name, case and accents aside', async () => {
    const names = ['Zoë', 'anna 10', 'Émile', 'Anna 9', 'eva'];
    for (const name of names) {
      const one = await person(name);
      await api.share(base.id, one.userId, 'read');
    }
    const sorted = ['Ola', 'Anna 9', 'anna 10', 'Émile', 'eva', 'Zoë'];
    const shown = await owner.get(path());
    const opened = await owner.get(`/v1/bases/${base.id}`);
    for (const { body } of [shown, opened])
      expect(body.collaborators.map(({ name }: { name: string }) => name)).toEqual(sorted);
  });

  it('writes each change into the log, and nothing when nothing changes', async () => {
    const ben = await person();
    const before = await head();
    await invite(owner, ben.email, 'read');
    await owner.patch(path(ben.userId), { permissionLevel: 'edit' });
    for (const repeated of [
      await invite(owner, ben.email, 'read'),
      await owner.patch(path(ben.userId), { permissionLevel: 'edit' }),
    ]) {
      expect(repeated.body.permissionLevel).toBe('edit');
    }
    expect((await owner.delete(path(ben.userId))).status).toBe(204);
    expect((await owner.delete(path(ben.userId))).status).toBe(204);
    const { changes } = (await owner.get(`/v1/bases/${base.id}/changes?after=${before}`)).body;
    expect(
      changes.map((change: { actor: string; changes: unknown[] }) => [change.actor, change.changes]),
    ).toMatchObject([
      [
        owner.userId,
        [{ action: 'collaborator.added', after: { userId: ben.userId, permissionLevel: 'read' } }],
      ],
      [
        owner.userId,
        [
          {
            action: 'collaborator.changed',
            before: { permissionLevel: 'read' },
            after: { permissionLevel: 'edit' },
          },
        ],
      ],
      [
        owner.userId,
        [
          {
            action: 'collaborator.removed',
            before: { permissionLevel: 'edit' },
            after: { permissionLevel: 'none' },
          },
        ],
      ],
    ]);
  });

  it('refuses an address with which nobody has signed in, and keeps nothing of it', async () => {
    const answer = await invite(owner, 'nobody@example.test', 'edit');
    expect([answer.status, answer.body.error]).toEqual([
      422,
      {
        type: 'UNKNOWN_PERSON',
        message: 'No one with this address has signed in here yet. Ask them to sign up, or to sign in once.',
      },
    ]);
    expect(await list()).toHaveLength(1);
  });

  it('does not take the people of an imported file, who never came, for people who signed in', async () => {
    const id = newId('user');
    await api.sql('INSERT INTO api.person (id, email, name) VALUES ($1, $2, $3)', [
      id,
      'ghost@example.test',
      'Ghost',
    ]);
    expect(type(await invite(owner, 'ghost@example.test', 'edit'))).toEqual([422, 'UNKNOWN_PERSON']);
    await (await api.client({ email: 'ghost@example.test', sub: id })).get('/v1/workspaces');
    expect((await invite(owner, 'ghost@example.test', 'edit')).body.id).toBe(id);
  });

  it('gives an address that two people have had to neither', async () => {
    for (const name of ['First', 'Second']) {
      await (await api.client({ email: 'shared@example.test', name })).get('/v1/workspaces');
    }
    expect(type(await invite(owner, 'shared@example.test', 'edit'))).toEqual([422, 'UNKNOWN_PERSON']);
  });

  it('is for creators and owners; others see who is there', async () => {
    const ben = await person();
    for (const level of ['read', 'comment', 'edit'] as const) {
      const guest = await member(level);
      expect((await list(guest)).length).toBeGreaterThan(1);
      expect(type(await invite(guest, ben.email, 'read'))).toEqual([403, 'INVALID_PERMISSIONS']);
      expect(type(await invite(guest, 'nobody@example.test', 'read'))).toEqual([403, 'INVALID_PERMISSIONS']);
      expect(type(await guest.patch(path(guest.userId), { permissionLevel: 'create' }))).toEqual([
        403,
        'INVALID_PERMISSIONS',
      ]);
      expect(type(await guest.delete(path(owner.userId)))).toEqual([403, 'INVALID_PERMISSIONS']);
    }
    const creator = await member('create');
    expect((await invite(creator, ben.email, 'create')).status).toBe(201);
  });

  it('tells a stranger the same whether address, base or person exist', async () => {
    const [stranger, ben] = [await person(), await member('read')];
    const answers = [
      await stranger.get(path()),
      await invite(stranger, ben.email, 'read'),
      await invite(stranger, 'nobody@example.test', 'read'),
      await stranger.patch(path(ben.userId), { permissionLevel: 'edit' }),
      await stranger.patch(path(newId('user')), { permissionLevel: 'edit' }),
      await stranger.delete(path(ben.userId)),
      await stranger.delete(path(stranger.userId)),
      await stranger.get(`/v1/bases/${newId('base')}/collaborators`),
    ];
    for (const answer of answers)
      expect(type(answer)).toEqual([403, 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND']);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('protects people above the caller', async () => {
    const creator = await member('create');
    for (const answer of [
      await creator.patch(path(owner.userId), { permissionLevel: 'edit' }),
      await creator.delete(path(owner.userId)),
    ]) {
      expect(type(answer)).toEqual([403, 'INVALID_PERMISSIONS']);
    }
    expect(await levelOf(owner.userId)).toBe('owner');
  });

  it('leaves what the workspace gives to the workspace', async () => {
    const [ben, creator] = [await person(), await member('create')];
    await joinWorkspace(ben.userId, 'edit');
    expect((await list()).find(({ id }) => id === ben.userId)).toMatchObject({
      permissionLevel: 'edit',
      inherited: true,
    });
    for (const answer of [
      await creator.patch(path(ben.userId), { permissionLevel: 'read' }),
      await creator.delete(path(ben.userId)),
      await ben.delete(path(ben.userId)),
    ]) {
      expect(type(answer)).toEqual([422, 'INHERITED_PERMISSION_LEVEL']);
      expect(answer.body.error.message).toContain('Change it in the workspace');
    }
    const raised = await creator.patch(path(ben.userId), { permissionLevel: 'create' });
    expect(raised.body).toMatchObject({ permissionLevel: 'create', inherited: false });
    const back = await creator.patch(path(ben.userId), { permissionLevel: 'edit' });
    expect(back.body).toMatchObject({ permissionLevel: 'edit', inherited: true });
  });

  it('lets people leave, once: then they are strangers', async () => {
    const ben = await member('read');
    expect((await ben.delete(path(ben.userId))).status).toBe(204);
    expect(type(await ben.delete(path(ben.userId)))).toEqual([403, 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND']);
    expect((await ben.get('/v1/workspaces')).body.workspaces).toEqual([]);
    const creator = await member('create');
    expect(
      (await creator.patch(path(creator.userId), { permissionLevel: 'read' })).body.permissionLevel,
    ).toBe('read');
  });

  it('goes on naming somebody who was removed on what they made, also in an exported file', async () => {
    const fields = [
      { name: 'Name', type: 'singleLineText' },
      { name: 'Who', type: 'singleCollaborator' },
    ];
    base = await api.base(owner, [{ name: 'T', fields }]);
    const ben = await person('Ben');
    await invite(owner, ben.email, 'edit');
    const made = await ben.post(`/v0/${base.id}/T`, { fields: { Who: { id: ben.userId } } });
    await owner.delete(path(ben.userId));
    const { fields: cells } = (await owner.get(`/v0/${base.id}/T/${made.body.id}`)).body;
    expect(cells.Who).toEqual({ id: ben.userId, email: ben.email, name: 'Ben' });
    const { collaborators } = (await owner.get(`/v1/bases/${base.id}`)).body;
    expect(collaborators).toContainEqual({
      id: ben.userId,
      email: ben.email,
      name: 'Ben',
      permissionLevel: 'none',
    });
    expect((await list()).map(({ id }) => id)).toEqual([owner.userId]);
    const file = (await owner.get(`/v1/bases/${base.id}/export`)).body;
    expect(parseBaseFile(file, { users: {} })).toMatchObject({ ok: true });
  });

  it('answers 404 for somebody who is no collaborator', async () => {
    const ben = await person();
    const answer = await owner.patch(path(ben.userId), { permissionLevel: 'read' });
    expect(type(answer)).toEqual([404, 'MODEL_ID_NOT_FOUND']);
    expect(await levelOf(ben.userId)).toBeNull();
  });

  it.each([
    [{ email: 'a@b.c', permissionLevel: 'owner' }],
    [{ email: 'a@b.c', permissionLevel: 'none' }],
    [{ email: '  ', permissionLevel: 'read' }],
    [{ email: 'a@b.c' }],
    [{ email: 'a\0@b.c', permissionLevel: 'read' }],
    [{ email: 'a@b.c', permissionLevel: 'read', note: 'x' }],
    [{ email: { toString: 1 }, permissionLevel: 'read' }],
  ])('refuses the body %j', async (body) => {
    expect(type(await owner.post(path(), body))).toEqual([422, 'INVALID_REQUEST_UNKNOWN']);
  });

  it('needs a token that may change workspaces and bases', async () => {
    const ben = await member('read');
    const scopes = SCOPES.filter((scope) => scope !== 'workspacesAndBases:write');
    const narrow = await api.client({ sub: owner.userId, scopes });
    expect(await list(narrow)).toHaveLength(2);
    for (const answer of [
      await invite(narrow, ben.email, 'edit'),
      await narrow.patch(path(ben.userId), { permissionLevel: 'edit' }),
      await narrow.delete(path(ben.userId)),
    ]) {
      expect(type(answer)).toEqual([403, 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND']);
    }
  });

  it('takes the same few statements however many people share the base', async () => {
    const [ben, may] = [await person(), await person()];
    const counts = async (email: string, userId: string) => [
      (await owner.get(path())).statements,
      (await invite(owner, email, 'read')).statements,
      (await owner.patch(path(userId), { permissionLevel: 'edit' })).statements,
    ];
    const few = await counts(ben.email, ben.userId);
    await Promise.all(Array.from({ length: 30 }, () => member('edit')));
    expect(await counts(may.email, may.userId)).toEqual(few);
    expect(few[0]).toBe(1);
    expect(Math.max(...few)).toBeLessThanOrEqual(7);
  });

  it('judges changes that come together one after the other', async () => {
    const [ann, ben] = [await member('create'), await member('create')];
    const answers = await Promise.all([ann.delete(path(ben.userId)), ben.delete(path(ann.userId))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 403]);
  });
});
