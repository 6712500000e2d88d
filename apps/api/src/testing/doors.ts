import type { PermissionLevel } from '@pyairtable/contracts';
import { randomUUID } from 'node:crypto';

/** What the addresses of a base's routes name. */
export interface Places {
  workspace: string;
  base: string;
  table: string;
  field: string;
  view: string;
  record: string;
  /** Number of the entry that deleted a record. */
  seq: number | string;
  /** A field that an entry of the log gave another type, and the number of that. */
  converted: string;
  conversion: number | string;
  /** Number of a snapshot. */
  snapshot: number | string;
  /** A member of the base who may read. */
  guest: string;
  /** Of somebody who has signed in. */
  address: string;
}

/** A request that one route answers, and the least level in the base that opens it. */
export interface Door {
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

/** A new field for texts. */
export const plainField = () => ({ name: `F${randomUUID()}`, type: 'singleLineText' });

/** Every route that touches a base, with the least level that opens it. Destructive ones last. */
export const DOORS: readonly Door[] = [
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
  door(
    'read',
    'post',
    ({ base, table }) => `/v1/bases/${base}/tables/${table}/titles/find`,
    () => ({ titles: ['A'] }),
  ),
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
    ({ base, table, converted, conversion }) =>
      `/v1/bases/${base}/tables/${table}/fields/${converted}/conversion/${conversion}/undo`,
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
  door('edit', 'get', ({ base }) => `/v1/bases/${base}/moments`),
  door('edit', 'get', ({ base }) => `/v1/bases/${base}/comparison?from=1`),
  door('edit', 'get', ({ base }) => `/v1/bases/${base}/snapshots`),
  door(
    'create',
    'post',
    ({ base }) => `/v1/bases/${base}/snapshots`,
    () => ({ name: 'Then' }),
  ),
  door(
    'create',
    'patch',
    ({ base, snapshot }) => `/v1/bases/${base}/snapshots/${snapshot}`,
    () => ({ name: 'Once' }),
  ),
  door('create', 'delete', ({ base, snapshot }) => `/v1/bases/${base}/snapshots/${snapshot}`),
  door(
    'create',
    'post',
    ({ base }) => `/v1/bases/${base}/restore`,
    () => ({ moment: { seq: 1 } }),
  ),
  door('create', 'delete', ({ base, table }) => `/v1/bases/${base}/tables/${table}`),
  door('create', 'delete', ({ base }) => `/v1/bases/${base}`),
];

/** Routes of a base that take more than a level of it, which tests of their own judge. */
export const JUDGED_DOORS: readonly Omit<Door, 'least'>[] = [
  {
    method: 'post',
    url: ({ base }) => `/v1/bases/${base}/copies`,
    body: ({ workspace }) => ({ moment: { seq: 1 }, name: 'As it was', workspaceId: workspace }),
  },
];

/** The other routes of the api: what is no base's, what is in the trash, and what needs another credential. */
export const OTHER_DOORS: readonly Omit<Door, 'least'>[] = [
  { method: 'get', url: () => '/v0/meta/whoami' },
  { method: 'get', url: () => '/v0/meta/bases' },
  {
    method: 'post',
    url: () => '/v0/meta/bases',
    body: ({ workspace }) => ({
      name: 'B',
      workspaceId: workspace,
      tables: [{ name: 'T', fields: [plainField()] }],
    }),
  },
  { method: 'get', url: () => '/v1/openapi.json' },
  { method: 'get', url: () => '/v1/workspaces' },
  { method: 'post', url: () => '/v1/workspaces', body: () => ({ name: 'W' }) },
  { method: 'patch', url: ({ workspace }) => `/v1/workspaces/${workspace}`, body: () => ({ name: 'W' }) },
  {
    method: 'post',
    url: () => '/v1/bases',
    body: ({ workspace }) => ({ name: 'B', workspaceId: workspace }),
  },
  { method: 'get', url: () => '/v1/trash' },
  { method: 'post', url: ({ base }) => `/v1/trash/${base}/restore` },
  { method: 'delete', url: ({ base }) => `/v1/trash/${base}` },
  { method: 'get', url: () => '/v1/admin/bases' },
  { method: 'get', url: ({ base }) => `/v1/admin/bases/${base}/export` },
  {
    method: 'post',
    url: () => '/v1/admin/bases/import',
    body: ({ guest }) => ({ file: {}, ownerId: guest }),
  },
];
