import type { BaseSchema, View } from '@pyairtable/contracts';
import * as ui from '@pyairtable/ui';
import { QueryClient } from '@tanstack/react-query';
import { KeyedRequest } from '@/http/keyed-request';
import { heardSession } from '@/testing/heard-session';
import { baseKey, SchemaActions } from './schema-actions';

const BASE = 'appAAAAAAAAAAAAAA';
const TABLE = 'tblAAAAAAAAAAAAAA';
const VIEW = 'viwAAAAAAAAAAAAAA';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const settle = () => new Promise((resolve) => setTimeout(resolve, 50));

/** A page with two tables, and a server that keeps what it answered under a key. */
function start() {
  const table = (id: string) => ({
    id,
    name: 'T',
    primaryFieldId: 'fldName',
    fields: ['fldName', 'fldA', 'fldB'].map((fieldId) => ({
      id: fieldId,
      name: fieldId,
      type: 'singleLineText',
    })),
    views: [{ id: VIEW, name: 'Grid' } as View],
  });
  const base = { id: BASE, name: 'B', tables: [table(TABLE), table('tblOther')] } as unknown as BaseSchema;
  const carriedOut: string[] = [];
  const kept = new Map<string, number>();
  /** How the next requests go, the last one all that follow: a number refuses with that status. */
  const server = { ways: ['well'] as ('well' | 'unreached' | 'lost' | number)[] };
  vi.stubGlobal('fetch', (path: string, init: { method: string; headers: Record<string, string> }) => {
    if (init.method === 'GET') return Promise.resolve(Response.json(base));
    const way = server.ways.length > 1 ? server.ways.shift() : server.ways[0];
    if (way === 'unreached') return Promise.reject(new TypeError('Failed to fetch'));
    if (typeof way === 'number')
      return Promise.resolve(Response.json({ error: { type: 'X', message: 'no' } }, { status: way }));
    const key = init.headers['idempotency-key'] ?? crypto.randomUUID();
    if (!kept.has(key)) {
      carriedOut.push(`${init.method} ${path.replace(/^.*(fldA|bases\/app\w+)/, '')}`);
      kept.set(key, carriedOut.length);
    }
    if (way === 'lost') return Promise.reject(new TypeError('Failed to fetch'));
    return Promise.resolve(Response.json({ report: {}, seq: kept.get(key) }));
  });
  const client = new QueryClient();
  client.setQueryData(baseKey(BASE), base);
  const { session } = heardSession();
  const said = vi.spyOn(ui, 'showToast').mockImplementation(() => '');
  const actions = new SchemaActions(BASE, client, session, vi.fn());
  const step = async (kind: 'undo' | 'redo') => {
    session[kind]();
    await settle();
  };
  return { actions, session, server, said, carriedOut, step };
}

const convert = (actions: SchemaActions, form?: KeyedRequest) =>
  actions.convertField(TABLE, 'fldA', { type: 'number' }, form);

it.each<[string, (actions: SchemaActions) => Promise<unknown>]>([
  ['a field', (actions) => actions.deleteField(TABLE, 'fldA')],
  ['a new type', convert],
  ['a view', (actions) => actions.changeView(TABLE, VIEW, { visibleFieldIds: ['fldName', 'fldB'] })],
  ['an order', (actions) => actions.placeTable(TABLE, null)],
  ['the name of a base', (actions) => actions.renameBase('Other')],
])(
  'takes %s back by the next press where the server was not reached, and tells the page so',
  async (_, act) => {
    const { actions, session, server, said, step, carriedOut } = start();
    const before = vi.fn();
    session.recordAct({ undo: before, redo: vi.fn() });
    await act(actions);
    const seen: unknown[] = [];
    session.subscribe(({ type }) => {
      if (type === 'history') seen.push([session.canUndo, session.canRedo, session.waiting]);
    });
    server.ways = ['unreached', 'well'];
    session.undo();
    session.undo();
    await settle();
    expect(seen.at(-1)).toEqual([true, false, undefined]);
    expect([said.mock.calls.length, carriedOut.length, before.mock.calls.length]).toEqual([1, 1, 0]);
    await step('undo');
    expect([carriedOut.length, before.mock.calls.length, session.canRedo]).toEqual([2, 0, true]);
    await step('undo');
    expect(before).toHaveBeenCalledTimes(1);
  },
);

it('gives a type again by no request but that of redo', async () => {
  const { actions, session, server, step, carriedOut } = start();
  await convert(actions);
  server.ways = [503, 'well'];
  session.undo();
  session.redo();
  await settle();
  expect([carriedOut, session.canUndo, session.canRedo]).toEqual([['POST /conversion'], true, false]);
  await step('undo');
  server.ways = ['unreached', 'well'];
  await step('redo');
  await step('redo');
  expect(carriedOut.slice(1)).toEqual(['POST /conversion/1/undo', 'POST /conversion/2/undo']);
});

it('takes a new type back, and gives it again, once, where the answers are lost', async () => {
  const { actions, session, server, step, carriedOut } = start();
  server.ways = ['lost', 'well'];
  // The form that asked stays open, and is asked again.
  const form = new KeyedRequest();
  await expect(convert(actions, form)).rejects.toThrow('could not be reached');
  await convert(actions, form);
  for (const kind of ['undo', 'redo'] as const) {
    server.ways = ['lost', 'well'];
    await step(kind);
    await step(kind);
  }
  const requests = ['POST /conversion', 'POST /conversion/1/undo', 'POST /conversion/2/undo'];
  expect([carriedOut, session.canUndo, session.canRedo]).toEqual([requests, true, false]);
});

it('gives up what the server itself fails to take back twice, says so, and takes back what came before', async () => {
  const { actions, session, server, said, step } = start();
  const before = vi.fn();
  session.recordAct({ undo: before, redo: vi.fn() });
  await actions.deleteField(TABLE, 'fldA');
  server.ways = [503];
  await step('undo');
  await step('undo');
  expect(said.mock.calls.map(([{ action }]) => action?.label)).toEqual([undefined, 'History']);
  expect(before).not.toHaveBeenCalled();
  expect([session.canUndo, session.canRedo]).toEqual([true, false]);
  await step('undo');
  expect(before).toHaveBeenCalledTimes(1);
});

it.each([
  ['RETRIABLE_ERROR', 503],
  ['BAD_GATEWAY', 502],
  ['GATEWAY_TIMEOUT', 504],
  ['RATE_LIMIT_REACHED', 429],
])('gives up nothing that may be asked for again (%s)', async (type, status) => {
  const { actions, session, said, step } = start();
  await actions.deleteField(TABLE, 'fldA');
  vi.stubGlobal('fetch', () =>
    Promise.resolve(Response.json({ error: { type, message: 'no' } }, { status })),
  );
  for (let presses = 0; presses < 4; presses += 1) await step('undo');
  expect([said.mock.calls.length, session.canUndo, session.canRedo]).toEqual([4, true, false]);
  expect(said.mock.calls.map(([{ action }]) => action)).toEqual([undefined, undefined, undefined, undefined]);
});

it('leaves what was refused on neither side', async () => {
  const { actions, session, server, step } = start();
  await actions.deleteField(TABLE, 'fldA');
  server.ways = [422];
  await step('undo');
  expect([session.canUndo, session.canRedo]).toEqual([false, false]);
});
