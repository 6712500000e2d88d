import { DOORS, JUDGED_DOORS, OTHER_DOORS } from '@pyairtable/api/testing/doors';
import { newId } from '@pyairtable/kernel';
import { RICH_BODIES } from './rich-bodies';
import type { Places } from './places';

/** A request that is right. */
export interface KnownRequest {
  method: string;
  url: (places: Places) => string;
  body?: (places: Places) => unknown;
}

const get = (url: KnownRequest['url']): KnownRequest => ({ method: 'GET', url });
const post = (url: string, body?: KnownRequest['body']): KnownRequest => ({
  method: 'POST',
  url: () => url,
  ...(body ? { body } : {}),
});

const tool = (name: string, inputs: (places: Places) => unknown): KnownRequest =>
  post('/mcp', (places) => ({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name, arguments: inputs(places) },
  }));

/** The tools that agents call. */
const TOOLS = [
  tool('list_bases', () => ({})),
  tool('list_tables', ({ base }) => ({ base_id: base })),
  tool('describe_table', ({ base, table }) => ({ base_id: base, table })),
  tool('list_records', ({ base, table, view }) => ({ base_id: base, table, view, page_size: 2 })),
  tool('get_record', ({ base, table, record }) => ({ base_id: base, table, record_id: record })),
  tool('create_records', ({ base, table }) => ({ base_id: base, table, records: [{}], typecast: true })),
  tool('update_records', ({ base, table, record }) => ({
    base_id: base,
    table,
    records: [{ id: record, fields: {} }],
  })),
  tool('delete_records', ({ base, table, record }) => ({ base_id: base, table, record_ids: [record] })),
];

/** What services other than the api answer, and pages. */
const OTHER_SERVICES: KnownRequest[] = [
  get(() => '/v1/me'),
  { method: 'PATCH', url: () => '/v1/me', body: () => ({ name: 'Kim' }) },
  post('/v1/me/password', () => ({ password: 'not the one', newPassword: 'long enough a one' })),
  get(() => '/v1/tokens'),
  post('/v1/tokens', ({ base }) => ({ name: 'x', scopes: ['data.records:read'], resources: [base] })),
  { method: 'DELETE', url: () => `/v1/tokens/${newId('token')}` },
  get(() => '/v1/admin/users'),
  post('/v1/admin/users', () => ({ email: 'a@example.com', name: 'a', password: 'long enough a one' })),
  post('/v1/admin/tokens', () => ({ email: 'a@example.com', name: 'a' })),
  get(({ base }) => `/v1/bases/${base}/realtime?after=0`),
  get(() => '/bff/home'),
  get(({ base, table }) => `/bff/bases/${base}/page?table=${table}&limit=10`),
  post('/mcp/', () => ({ jsonrpc: '2.0', id: 1, method: 'tools/list' })),
  get(() => '/.well-known/oauth-protected-resource/mcp'),
  ...[
    '/v0',
    '/mcp',
    '/',
    '/sign-in',
    '/sign-up',
    '/settings',
    '/formula-playground',
    '/offline',
    '/icon.svg',
    '/api/auth/csrf',
    '/api/auth/session',
    '/api/auth/callback/credentials',
    '/api/auth/callback/sign-up',
    '/api/auth/signin/credentials',
    '/api/auth/signout',
    '/api/auth/_log',
    '/api/auth/nothing',
    '/api/auth',
    '/api/health',
    '/_next/static/x.js',
    '/_next/image?url=%2Ficon.svg&w=64&q=75',
    '/_next/data/x/index.json',
    '/_next/webpack-hmr',
    '/healthz',
    '/readyz',
    '/internal/exchange',
    '/.well-known/jwks.json',
    '/favicon.ico',
  ].map((path) => get(() => path)),
  get(({ base }) => `/${base}`),
  get(({ base, table }) => `/${base}/${table}`),
];

const DOORS_OF_API: KnownRequest[] = [...DOORS, ...JUDGED_DOORS, ...OTHER_DOORS].map(
  ({ method, url, body }) => ({
    method: method.toUpperCase(),
    url,
    ...(body ? { body } : {}),
  }),
);

/** Every route of the running system, each as at least one request that is right. */
export const KNOWN_REQUESTS: readonly KnownRequest[] = [
  ...DOORS_OF_API,
  ...RICH_BODIES,
  ...TOOLS,
  ...OTHER_SERVICES,
];

/** Names of the tools that are called. */
export const CALLED_TOOLS: readonly string[] = TOOLS.map(
  ({ body }) => (body?.({} as Places) as { params: { name: string } }).params.name,
);
