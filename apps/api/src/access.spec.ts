import { type PermissionLevel, type Scope, SCOPES } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Answer, type Client } from './testing/api-harness';
import { type Door, DOORS, JUDGED_DOORS, OTHER_DOORS, plainField, type Places } from './testing/doors';

const HIDDEN = {
  error: {
    type: 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND',
    message:
      'Invalid permissions, or the requested model was not found. Check that both your user and your token have the required permissions, and that the model names and/or ids are correct.',
  },
};

/** The scopes of a route, each of which it asks for: those of the first pattern that fits. */
const SCOPES_OF: [RegExp, Scope[]][] = [
  [/^GET \/v0\/meta\/bases\/\S+\/views/, ['workspacesAndBases:read']],
  [/^GET \/v0\/meta\//, ['schema.bases:read']],
  [/^\S+ \/v0\/meta\//, ['schema.bases:write']],
  [/^(GET \/v0\/|POST \/v0\/\S+\/listRecords$)/, ['data.records:read']],
  [/^\S+ \/v0\//, ['data.records:write']],
  [/^GET \/v1\/\S+\/export$/, ['data.records:read', 'schema.bases:read', 'user.email:read']],
  [/^POST \/v1\/bases\/\S+\/restore$/, ['data.records:write', 'schema.bases:write']],
  [/^GET \/v1\/\S+\/(changes|trash|moments|comparison\?\S+)$/, ['data.records:read', 'schema.bases:read']],
  [/^POST \/v1\/\S+\/ops$/, ['data.records:write']],
  [/^\S+ \/v1\/\S+\/(rows|titles|groups|summaries|search|history)/, ['data.records:read']],
  [/^GET \/v1\//, ['schema.bases:read']],
  [
    /^POST \/v1\/\S+\/fields\/(preview|\S+\/conversion(\/\S+\/undo)?)$/,
    ['schema.bases:write', 'data.records:read'],
  ],
  [/^POST \/v1\/\S+\/copies$/, ['data.records:read', 'schema.bases:read', 'schema.bases:write']],
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
  /** A base without tables. */
  let bare: string;

  const makePlaces = async (): Promise<Places> => {
    const base = await api.base(owner, [
      {
        name: 'T',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Other', type: 'email' },
          { name: 'Converted', type: 'email' },
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
    const converted = table.fields[2].id as string;
    const conversion = await owner.post(
      `/v1/bases/${base.id}/tables/${table.id}/fields/${converted}/conversion`,
      { type: 'singleLineText' },
    );
    const guest = newId('user');
    await api.share(base.id, guest, 'read');
    const snapshot = await owner.post(`/v1/bases/${base.id}/snapshots`, { name: 'Now' });
    return {
      workspace: base.workspaceId,
      base: base.id,
      table: table.id,
      field: table.fields[1].id,
      view: table.views[0].id,
      record: record.body.id,
      seq: schema.seq,
      converted,
      conversion: conversion.body.seq,
      snapshot: snapshot.body.id,
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
    const emptied = await makePlaces();
    await owner.delete(`/v1/bases/${emptied.base}/tables/${emptied.table}`);
    bare = emptied.base;
  });
  afterAll(() => api?.stop());

  it.each(
    DOORS.map(
      (each) =>
        [
          `${each.method.toUpperCase()} ${each.url({ workspace: '', base: '{base}', table: '{table}', field: '{field}', view: '{view}', record: '{record}', seq: '{seq}', converted: '{field}', conversion: '{seq}', snapshot: '{snapshot}', guest: '{guest}', address: '' })}`,
          each,
        ] as const,
    ),
  )('%s opens at its level and with its scopes, and tells a stranger nothing', async (name, each) => {
    const stranger = await api.client();
    const closed = await knock(stranger, each, places);
    expect([closed.status, closed.body]).toEqual([403, HIDDEN]);
    for (const base of [newId('base'), bare]) {
      const nowhere = await knock(stranger, each, { ...places, base });
      expect([nowhere.status, nowhere.body]).toEqual([403, HIDDEN]);
    }

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

  it('to a base as it was is its creators’, where they may make bases', async () => {
    const { base } = await makePlaces();
    const ask = (client: Client, at = base) =>
      client.post(`/v1/bases/${at}/copies`, { moment: { seq: 1 }, name: 'As it was' });
    const stranger = await api.client();
    for (const at of [base, newId('base')]) expect((await ask(stranger, at)).body).toEqual(HIDDEN);
    const scopes: Scope[] = ['data.records:read', 'schema.bases:read', 'schema.bases:write'];
    for (const scope of scopes) {
      const lacking = await api.client({ sub: owner.userId, scopes: without(scope) });
      expect([scope, (await ask(lacking)).body]).toEqual([scope, HIDDEN]);
    }
    const elsewhere = await api.client({ sub: owner.userId, resources: [newId('base')] });
    expect((await ask(elsewhere)).body).toEqual(HIDDEN);
    for (const [level, type] of [
      ['edit', 'INVALID_PERMISSIONS'],
      ['create', 'MODEL_ID_NOT_FOUND'],
    ] as const) {
      const guest = await api.client();
      await api.share(base, guest.userId, level);
      expect([level, (await ask(guest)).body.error.type]).toEqual([level, type]);
    }
    expect((await ask(await api.client({ sub: owner.userId, scopes }))).status).toBe(201);
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

  it('is asked of every route that a base has, and every other is known', async () => {
    await api.app.ready();
    const marks = {
      workspace: ':workspace',
      base: ':base',
      table: ':table',
      field: ':field',
      view: ':view',
      record: ':record',
      seq: ':seq',
      converted: ':field',
      conversion: ':seq',
      snapshot: ':number',
      guest: ':guest',
      address: '',
    };
    const routes = new Set(routesOf(api.app.printRoutes({ commonPrefix: false })));
    const addresses = (doors: readonly Omit<Door, 'least'>[]) =>
      doors.map(({ method, url }) => `${method.toUpperCase()} ${url(marks).split('?')[0]}`);
    const doors = [DOORS, JUDGED_DOORS, OTHER_DOORS].flatMap(addresses);
    expect(doors.filter((address) => !routes.has(address))).toEqual([]);
    expect([...routes].filter((route) => !doors.includes(route))).toEqual(['GET /healthz']);
    const ofABase = /^\S+ \/v[01]\/(meta\/)?(bases\/)?:base(\/|$)/;
    const elsewhere = addresses(OTHER_DOORS);
    expect(elsewhere.filter((address) => ofABase.test(address))).toEqual([]);
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
      .replace(/:(workspace|base|table|field|view|record)Id/g, ':$1');
    return methods
      .split(', ')
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${url}`);
  });
}
