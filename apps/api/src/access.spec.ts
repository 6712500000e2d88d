import { type PermissionLevel, type Scope, SCOPES } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { randomUUID } from 'node:crypto';
import { ApiHarness, type Answer, type Client } from './testing/api-harness';

const HIDDEN = {
  error: {
    type: 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND',
    message:
      'Invalid permissions, or the requested model was not found. Check that both your user and your token have the required permissions, and that the model names and/or ids are correct.',
  },
};

interface Places {
  base: string;
  table: string;
  field: string;
  view: string;
  record: string;
  /** Number of the entry that deleted a record. */
  seq: number | string;
  /** A member of the base who may read. */
  guest: string;
  /** Of somebody who has signed in. */
  address: string;
}

interface Door {
  method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  url(places: Places): string;
  body?: (places: Places) => unknown;
  least: PermissionLevel;
}

const door = (
  least: PermissionLevel,
  method: Door['method'],
  url: Door['url'],
  body?: Door['body'],
): Door => ({
  least,
  method,
  url,
  ...(body ? { body } : {}),
});

const plainField = () => ({ name: `F${randomUUID()}`, type: 'singleLineText' });

/** Every route that touches a base, with the least level that opens it. Destructive ones last. */
const DOORS: Door[] = [
  door('read', 'get', ({ base }) => `/v0/meta/bases/${base}/tables`),
  door('read', 'get', ({ base }) => `/v0/meta/bases/${base}/views`),
  door('read', 'get', ({ base, view }) => `/v0/meta/bases/${base}/views/${view}`),
  door('read', 'get', ({ base, table }) => `/v0/${base}/${table}`),
  door(
    'read',
    'post',
    ({ base, table }) => `/v0/${base}/${table}/listRecords`,
    () => ({}),
  ),
  door('read', 'get', ({ base, table, record }) => `/v0/${base}/${table}/${record}`),
  door('read', 'get', ({ base }) => `/v1/bases/${base}`),
  door('read', 'get', ({ base, table }) => `/v1/bases/${base}/tables/${table}/rows`),
  door('read', 'get', ({ base, table }) => `/v1/bases/${base}/tables/${table}/rows/ids`),
  door('read', 'get', ({ base, table, record }) => `/v1/bases/${base}/tables/${table}/rows/${record}`),
  door(
    'read',
    'post',
    ({ base, table }) => `/v1/bases/${base}/tables/${table}/rows/read`,
    (at) => ({ ids: [at.record] }),
  ),
  door('read', 'get', ({ base, table }) => `/v1/bases/${base}/tables/${table}/titles`),
  door('read', 'get', ({ base, table, view }) => `/v1/bases/${base}/tables/${table}/groups?view=${view}`),
  door(
    'read',
    'post',
    ({ base, table }) => `/v1/bases/${base}/tables/${table}/summaries`,
    ({ field }) => ({ summaries: { [field]: 'filled' } }),
  ),
  door(
    'read',
    'get',
    ({ base, table }) => `/v1/bases/${base}/tables/${table}/search?query=a&timeZone=UTC&userLocale=en`,
  ),
  door(
    'read',
    'get',
    ({ base, table, record }) => `/v1/bases/${base}/tables/${table}/records/${record}/history`,
  ),
  door('read', 'get', ({ base }) => `/v1/bases/${base}/search?query=a&timeZone=UTC&userLocale=en`),
  door('read', 'get', ({ base }) => `/v1/bases/${base}/changes`),
  door('edit', 'get', ({ base }) => `/v1/bases/${base}/trash`),
  door('read', 'get', ({ base }) => `/v1/bases/${base}/export`),
  door('read', 'get', ({ base }) => `/v1/bases/${base}/collaborators`),
  door(
    'edit',
    'post',
    ({ base, table }) => `/v0/${base}/${table}`,
    () => ({ fields: {} }),
  ),
  door(
    'edit',
    'patch',
    ({ base, table, record }) => `/v0/${base}/${table}/${record}`,
    () => ({ fields: {} }),
  ),
  door(
    'edit',
    'put',
    ({ base, table, record }) => `/v0/${base}/${table}/${record}`,
    () => ({ fields: {} }),
  ),
  door(
    'edit',
    'patch',
    ({ base, table }) => `/v0/${base}/${table}`,
    ({ record }) => ({ records: [{ id: record, fields: {} }] }),
  ),
  door(
    'edit',
    'put',
    ({ base, table }) => `/v0/${base}/${table}`,
    ({ record }) => ({ records: [{ id: record, fields: {} }] }),
  ),
  door(
    'edit',
    'post',
    ({ base }) => `/v1/bases/${base}/ops`,
    ({ table }) => ({ id: randomUUID(), kind: 'records.create', tableId: table, records: [{ cells: {} }] }),
  ),
  door('edit', 'post', ({ base, seq }) => `/v1/bases/${base}/trash/${seq}/restore`),
  door(
    'create',
    'post',
    ({ base }) => `/v0/meta/bases/${base}/tables`,
    () => ({ name: `T${randomUUID()}`, fields: [plainField()] }),
  ),
  door(
    'create',
    'patch',
    ({ base, table }) => `/v0/meta/bases/${base}/tables/${table}`,
    () => ({ description: 'x' }),
  ),
  door('create', 'post', ({ base, table }) => `/v0/meta/bases/${base}/tables/${table}/fields`, plainField),
  door(
    'create',
    'patch',
    ({ base, table, field }) => `/v0/meta/bases/${base}/tables/${table}/fields/${field}`,
    () => ({ description: 'x' }),
  ),
  door(
    'create',
    'patch',
    ({ base }) => `/v1/bases/${base}`,
    () => ({ color: 'red' }),
  ),
  door(
    'create',
    'post',
    ({ base }) => `/v1/bases/${base}/tables`,
    () => ({ name: `T${randomUUID()}` }),
  ),
  door(
    'create',
    'patch',
    ({ base, table }) => `/v1/bases/${base}/tables/${table}`,
    () => ({ description: 'y' }),
  ),
  door('create', 'post', ({ base, table }) => `/v1/bases/${base}/tables/${table}/fields`, plainField),
  door(
    'create',
    'patch',
    ({ base, table, field }) => `/v1/bases/${base}/tables/${table}/fields/${field}`,
    () => ({ description: 'y' }),
  ),
  door(
    'create',
    'post',
    ({ base, table, field }) => `/v1/bases/${base}/tables/${table}/fields/${field}/duplicate`,
    () => ({}),
  ),
  door(
    'create',
    'post',
    ({ base, table }) => `/v1/bases/${base}/tables/${table}/fields/preview`,
    ({ record }) => ({ type: 'formula', options: { formula: '1' }, recordIds: [record] }),
  ),
  door(
    'create',
    'post',
    ({ base, table, field }) => `/v1/bases/${base}/tables/${table}/fields/${field}/conversion`,
    () => ({ type: 'multilineText' }),
  ),
  door(
    'create',
    'post',
    ({ base, table }) => `/v1/bases/${base}/tables/${table}/place`,
    () => ({ before: null }),
  ),
  door(
    'create',
    'post',
    ({ base, table, field }) => `/v1/bases/${base}/tables/${table}/fields/${field}/place`,
    () => ({ before: null }),
  ),
  door(
    'edit',
    'patch',
    ({ base, table, view }) => `/v1/bases/${base}/tables/${table}/views/${view}`,
    () => ({ sort: [] }),
  ),
  door(
    'edit',
    'post',
    ({ base, table }) => `/v1/bases/${base}/tables/${table}/views`,
    () => ({}),
  ),
  door(
    'edit',
    'post',
    ({ base, table, view }) => `/v1/bases/${base}/tables/${table}/views/${view}/place`,
    () => ({ before: null }),
  ),
  door('edit', 'delete', ({ base, table, view }) => `/v1/bases/${base}/tables/${table}/views/${view}`),
  door(
    'create',
    'post',
    ({ base }) => `/v1/bases/${base}/collaborators`,
    ({ address }) => ({ email: address, permissionLevel: 'read' }),
  ),
  door(
    'create',
    'patch',
    ({ base, guest }) => `/v1/bases/${base}/collaborators/${guest}`,
    () => ({ permissionLevel: 'comment' }),
  ),
  door('edit', 'delete', ({ base, table, record }) => `/v0/${base}/${table}/${record}`),
  door('edit', 'delete', ({ base, table, record }) => `/v0/${base}/${table}?records[]=${record}`),
  door('create', 'delete', ({ base, guest }) => `/v1/bases/${base}/collaborators/${guest}`),
  door('create', 'delete', ({ base, table, field }) => `/v1/bases/${base}/tables/${table}/fields/${field}`),
  door('create', 'delete', ({ base, table }) => `/v1/bases/${base}/tables/${table}`),
  door('create', 'delete', ({ base }) => `/v1/bases/${base}`),
];

/** The scopes of a route, each of which it asks for: those of the first pattern that fits. */
const SCOPES_OF: [RegExp, Scope[]][] = [
  [/^GET \/v0\/meta\/bases\/\S+\/views/, ['workspacesAndBases:read']],
  [/^GET \/v0\/meta\//, ['schema.bases:read']],
  [/^\S+ \/v0\/meta\//, ['schema.bases:write']],
  [/^(GET \/v0\/|POST \/v0\/\S+\/listRecords$)/, ['data.records:read']],
  [/^\S+ \/v0\//, ['data.records:write']],
  [/^GET \/v1\/\S+\/export$/, ['data.records:read', 'schema.bases:read', 'user.email:read']],
  [/^POST \/v1\/bases\/\S+\/restore$/, ['data.records:write', 'schema.bases:write']],
  [/^GET \/v1\/\S+\/(changes|trash)$/, ['data.records:read', 'schema.bases:read']],
  [/^POST \/v1\/\S+\/ops$/, ['data.records:write']],
  [/^\S+ \/v1\/\S+\/(rows|titles|groups|summaries|search|history)/, ['data.records:read']],
  [/^GET \/v1\//, ['schema.bases:read']],
  [/^\S+ \/v1\/(workspaces|\S+\/collaborators)/, ['workspacesAndBases:write']],
  [/^\S+ \/v1\//, ['schema.bases:write']],
];

const scopesOf = (name: string) => SCOPES_OF.find(([pattern]) => pattern.test(name))?.[1] as Scope[];
const without = (scope: Scope) => SCOPES.filter((other) => other !== scope);

const LEVELS: PermissionLevel[] = ['none', 'read', 'comment', 'edit', 'create', 'owner'];

describe('access', () => {
  let api: ApiHarness;
  let owner: Client;
  let places: Places;

  const makePlaces = async (): Promise<Places> => {
    const base = await api.base(owner, [
      {
        name: 'T',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Other', type: 'email' },
        ],
      },
    ]);
    const [table] = base.tables;
    // A table keeps its last view.
    await owner.post(`/v1/bases/${base.id}/tables/${table.id}/views`, {});
    const record = await owner.post(`/v0/${base.id}/${table.id}`, { fields: {} });
    const { body: gone } = await owner.post(`/v0/${base.id}/${table.id}`, { fields: {} });
    await owner.delete(`/v0/${base.id}/${table.id}/${gone.id}`);
    const { body: schema } = await owner.get(`/v1/bases/${base.id}`);
    const guest = newId('user');
    await api.share(base.id, guest, 'read');
    return {
      base: base.id,
      table: table.id,
      field: table.fields[1].id,
      view: table.views[0].id,
      record: record.body.id,
      seq: schema.seq,
      guest,
      address: `${owner.userId.toLowerCase()}@example.test`,
    };
  };
  const knock = (client: Client, { method, url, body }: Door, at: Places): Promise<Answer> =>
    client[method](url(at), body?.(at));

  beforeAll(async () => {
    api = await ApiHarness.start();
    owner = await api.client();
    places = await makePlaces();
  });
  afterAll(() => api?.stop());

  it.each(
    DOORS.map(
      (each) =>
        [
          `${each.method.toUpperCase()} ${each.url({ base: '{base}', table: '{table}', field: '{field}', view: '{view}', record: '{record}', seq: '{seq}', guest: '{guest}', address: '' })}`,
          each,
        ] as const,
    ),
  )('%s opens at its level and with its scopes, and tells a stranger nothing', async (name, each) => {
    const stranger = await api.client();
    const closed = await knock(stranger, each, places);
    expect([closed.status, closed.body]).toEqual([403, HIDDEN]);
    const nowhere = await knock(stranger, each, { ...places, base: newId('base') });
    expect([nowhere.status, nowhere.body]).toEqual([403, HIDDEN]);

    const below = LEVELS[LEVELS.indexOf(each.least) - 1] as PermissionLevel;
    if (below !== 'none') {
      const guest = await api.client();
      await api.share(places.base, guest.userId, below);
      const refused = await knock(guest, each, places);
      expect([refused.status, refused.body.error.type]).toEqual([403, 'INVALID_PERMISSIONS']);
    }
    const scopes = scopesOf(name);
    for (const scope of scopes) {
      const lacking = await api.client({ sub: owner.userId, scopes: without(scope) });
      expect([scope, (await knock(lacking, each, places)).body]).toEqual([scope, HIDDEN]);
    }
    const elsewhere = await api.client({
      sub: owner.userId,
      scopes: [...SCOPES],
      resources: [newId('base')],
    });
    expect((await knock(elsewhere, each, places)).body).toEqual(HIDDEN);

    const member = await api.client({ scopes });
    const target = each.method === 'delete' ? await makePlaces() : places;
    await api.share(target.base, member.userId, each.least);
    expect((await knock(member, each, target)).status).toBeLessThan(300);
  });

  it.each([
    ['GET /v0/meta/bases', () => undefined],
    [
      'POST /v0/meta/bases',
      (workspaceId: string) => ({ name: 'B', workspaceId, tables: [{ name: 'T', fields: [plainField()] }] }),
    ],
    ['GET /v1/workspaces', () => undefined],
    ['POST /v1/workspaces', () => ({ name: 'W' })],
    ['PATCH /v1/workspaces/{workspace}', () => ({ name: 'W' })],
    ['POST /v1/bases', (workspaceId: string) => ({ name: 'B', workspaceId })],
  ] as [string, (workspaceId: string) => unknown][])('%s asks for its scope alone', async (name, body) => {
    const made = await owner.post('/v1/workspaces', { name: 'Ours' });
    const [method = '', url = ''] = name.replace('{workspace}', made.body.id).split(' ');
    const ask = (client: Client) =>
      client[method.toLowerCase() as Door['method']](url, body(made.body.id) as object);
    for (const scope of scopesOf(name)) {
      const lacking = await api.client({ sub: owner.userId, scopes: without(scope) });
      expect([scope, (await ask(lacking)).body]).toEqual([scope, HIDDEN]);
    }
    const enough = await api.client({ sub: owner.userId, scopes: scopesOf(name) });
    expect((await ask(enough)).status).toBeLessThan(300);
  });

  it('of a base in the trash is what it was before, and tells others nothing', async () => {
    const { base } = await makePlaces();
    const people = await Promise.all(
      (['edit', 'create'] as const).map(async (level) => {
        const person = await api.client({ scopes: ['schema.bases:write', 'schema.bases:read'] });
        await api.share(base, person.userId, level);
        return person;
      }),
    );
    const [editor, creator] = people as [Client, Client];
    const stranger = await api.client();
    const lacking = await api.client({ sub: owner.userId, scopes: without('schema.bases:write') });
    const elsewhere = await api.client({ sub: owner.userId, resources: [newId('base')] });
    const doors = [
      (client: Client) => client.post(`/v1/trash/${base}/restore`),
      (client: Client) => client.delete(`/v1/trash/${base}`),
    ];
    for (const open of doors) expect((await open(owner)).body).toEqual(HIDDEN);
    expect((await creator.delete(`/v1/bases/${base}`)).status).toBe(204);
    expect((await creator.get(`/v1/bases/${base}`)).body).toEqual(HIDDEN);
    for (const open of doors) {
      for (const client of [stranger, lacking, elsewhere]) expect((await open(client)).body).toEqual(HIDDEN);
      expect((await open(editor)).body.error.type).toBe('INVALID_PERMISSIONS');
    }
    const shown = async (client: Client) =>
      ((await client.get('/v1/trash')).body.bases as { id: string }[]).map(({ id }) => id);
    for (const client of [stranger, editor, elsewhere]) expect(await shown(client)).toEqual([]);
    for (const client of [creator, owner]) expect(await shown(client)).toContain(base);
    const unreading = await api.client({ sub: owner.userId, scopes: without('schema.bases:read') });
    expect((await unreading.get('/v1/trash')).body).toEqual(HIDDEN);
    expect((await creator.post(`/v1/trash/${base}/restore`)).status).toBe(204);
    expect((await editor.get(`/v1/bases/${base}`)).body.permissionLevel).toBe('edit');
    await creator.delete(`/v1/bases/${base}`);
    expect((await owner.delete(`/v1/trash/${base}`)).status).toBe(204);
    expect(await shown(owner)).not.toContain(base);
  });

  it('is asked of every route that a base has', async () => {
    await api.app.ready();
    const marks = {
      base: ':base',
      table: ':table',
      field: ':field',
      view: ':view',
      record: ':record',
      seq: ':seq',
      guest: ':guest',
      address: '',
    };
    const doors = new Set(
      DOORS.map(({ method, url }) => `${method.toUpperCase()} ${url(marks).split('?')[0]}`),
    );
    const routes = routesOf(api.app.printRoutes({ commonPrefix: false })).filter(
      (route) =>
        route.includes('/:base') && !/\/(admin|trash\/:base)\b/.test(route) && !route.endsWith('/realtime'),
    );
    expect(routes.length).toBeGreaterThan(30);
    expect(routes.filter((route) => !doors.has(route))).toEqual([]);
  });

  it('refuses requests without an identity alike, and unknown addresses before asking for one', async () => {
    const bare = (url: string) => api.app.inject({ url });
    for (const url of [
      `/v0/${places.base}/${places.table}`,
      '/v0/meta/bases',
      '/v1/workspaces',
      `/v1/bases/${places.base}`,
    ]) {
      const answer = await bare(url);
      expect([answer.statusCode, answer.json()]).toEqual([
        401,
        { error: { type: 'AUTHENTICATION_REQUIRED', message: 'Authentication required' } },
      ]);
    }
    for (const url of [
      '/v0/junk/Tasks',
      '/v0/meta/bases/junk/tables',
      `/v0/${places.base}/T/recX`,
      '/v2',
      `/v1/bases/${places.base}/tables/tblX/rows`,
    ]) {
      const answer = await bare(url);
      expect([url, answer.statusCode, answer.body]).toEqual([url, 404, '{"error":"NOT_FOUND"}']);
    }
  });
});

/** `METHOD /path` of every route in Fastify's printed tree, parameters by kind. HEAD goes with GET. */
function routesOf(tree: string): string[] {
  const path: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const parts = /^([│ ├└─]*)(\/\S*) \((.*)\)$/.exec(line);
    if (!parts) return [];
    const [, indent = '', segment = '', methods = ''] = parts;
    path.length = indent.length / 4 - 1;
    path.push(segment);
    const url = path
      .join('')
      .replace(/:tableIdOrName/g, ':table')
      .replace(/:userId/g, ':guest')
      .replace(/:(base|table|field|view|record)Id/g, ':$1');
    return methods
      .split(', ')
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${url}`);
  });
}
