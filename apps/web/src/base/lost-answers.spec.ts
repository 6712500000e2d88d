import type { BaseSchema, Field, View } from '@pyairtable/contracts';
import * as ui from '@pyairtable/ui';
import { QueryClient } from '@tanstack/react-query';
import { KeyedRequest } from '@/http/keyed-request';
import { heardSession } from '@/testing/heard-session';
import { baseKey, SchemaActions } from './schema-actions';

const BASE = 'appAAAAAAAAAAAAAA';
const TABLE = 'tblAAAAAAAAAAAAAA';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const settle = () => new Promise((resolve) => setTimeout(resolve, 50));
const never = () => undefined;

/** A page, and the server of its base, which keeps what it answered under a key, and loses the next answer where it shall. */
function start() {
  const field = (id: string) => ({ id, name: id, type: 'singleLineText' }) as Field;
  const view = { id: 'viwGrid', name: 'Grid', type: 'grid' } as View;
  const table = {
    id: TABLE,
    name: 'T',
    primaryFieldId: 'fldName',
    fields: [field('fldName'), field('fldA')],
    views: [view],
  };
  const base = { id: BASE, name: 'B', tables: [table] };
  const server = { lose: false, isAway: false, cutTrash: false, onAnswer: never as () => void };
  const carriedOut: string[] = [];
  const kept = new Map<string, unknown>();
  const trash = new Map<number, Field>();
  const restore = (seq: number) => {
    const found = trash.get(seq);
    trash.delete(seq);
    if (found) table.fields.push(found);
    return found && {};
  };
  const read = (path: string) => {
    if (path.includes('/trash')) {
      const items = [...trash.keys()].toReversed().map((seq) => ({ seq, kind: 'field', tableId: TABLE }));
      return { items: server.cutTrash ? [] : items };
    }
    const seq = Number(/after=(\d+)/.exec(path)?.[1]) + 1;
    if (path.includes('/changes'))
      return { changes: [{ seq, changes: [{ kind: 'schema', fieldId: trash.get(seq)?.id }] }] };
    return structuredClone(base);
  };
  const change = (method: string, path: string, body: object): unknown => {
    const [id = ''] = /\w+$/.exec(path) ?? [];
    const [fields, views] = [table.fields, table.views];
    const found = fields.find((one) => one.id === id);
    if (path.endsWith('/restore')) return restore(Number(/trash\/(\d+)/.exec(path)?.[1]));
    if (path.endsWith('/conversion')) return { report: {}, seq: carriedOut.length };
    if (method === 'PATCH') return found && structuredClone(Object.assign(found, body));
    if (method === 'DELETE' && found) {
      table.fields = fields.filter((one) => one !== found);
      const seq = carriedOut.length + 1;
      trash.set(seq, found);
      return { seq };
    }
    if (method === 'DELETE') {
      table.views = views.filter((one) => one.id !== id);
      return table.views.length < views.length ? {} : undefined;
    }
    const made = { id: id === 'views' ? 'viwNew' : 'fldNew', ...body };
    if (id === 'views') views.push(made as View);
    else fields.push(made as Field);
    return made;
  };
  type Init = { method: string; body?: string; headers: Record<string, string> };
  vi.stubGlobal('fetch', (path: string, { method, body = '{}', headers }: Init) => {
    if (method === 'GET') return Promise.resolve(Response.json(read(path)));
    if (server.isAway) return Promise.reject(new TypeError('Failed to fetch'));
    const key = headers['idempotency-key'] ?? crypto.randomUUID();
    const answer = kept.get(key) ?? change(method, path, JSON.parse(body) as object);
    if (answer === undefined) {
      const error = { type: 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND', message: 'gone' };
      return Promise.resolve(Response.json({ error }, { status: 403 }));
    }
    if (!kept.has(key)) carriedOut.push(`${method} ${path.split('/').slice(4).join('/')}`);
    kept.set(key, answer);
    const response = Response.json(answer);
    server.onAnswer();
    const isLost = server.lose;
    server.lose = false;
    return isLost ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(response);
  });
  const client = new QueryClient();
  const hear = () => client.setQueryData(baseKey(BASE), structuredClone(base));
  hear();
  // As an open page does, which reads anew.
  vi.spyOn(client, 'invalidateQueries').mockImplementation(() => Promise.resolve(void hear()));
  const { session } = heardSession();
  const said = vi.spyOn(ui, 'showToast').mockImplementation(() => '');
  const actions = new SchemaActions(BASE, client, session, vi.fn());
  const shown = () => client.getQueryData<BaseSchema>(baseKey(BASE))?.tables[0];
  const step = async (kind: 'undo' | 'redo') => {
    session[kind]();
    await settle();
    hear();
  };
  /** Does what it is told to, of which the answer is lost. */
  const lost = async (act: () => Promise<unknown>) => {
    server.lose = true;
    await act().catch(never);
    hear();
  };
  const fields = () => table.fields.map(({ id }) => id);
  return {
    actions,
    session,
    server,
    table,
    trash,
    restore,
    carriedOut,
    said,
    shown,
    step,
    lost,
    hear,
    fields,
  };
}

it('gives a field the name again that somebody has changed since', async () => {
  const { actions, table, shown, lost, hear } = start();
  const rename = () => actions.changeField(TABLE, 'fldA', { name: 'Mine' });
  await lost(rename);
  Object.assign(table.fields[1] ?? {}, { name: 'Theirs', description: 'theirs' });
  hear();
  await rename();
  expect(table.fields[1]).toMatchObject({ name: 'Mine', description: 'theirs' });
  expect(shown()?.fields).toEqual(table.fields);
});

it('shows a field as it was read behind the answer, not as it was answered', async () => {
  const { actions, server, table, shown } = start();
  server.onAnswer = () => void Object.assign(table.fields[1] ?? {}, { name: 'Theirs' });
  await actions.changeField(TABLE, 'fldA', { name: 'Mine' });
  expect(shown()?.fields[1]?.name).toBe('Theirs');
});

it('records no change of a field that leaves it as it was', async () => {
  const { actions, session } = start();
  await actions.changeField(TABLE, 'fldA', { name: 'fldA' });
  expect(session.canUndo).toBe(false);
});

it('deletes a field that somebody brought back since, by its form and by redo', async () => {
  const { actions, restore, lost, hear, step, said, fields } = start();
  const remove = () => actions.deleteField(TABLE, 'fldA');
  await lost(remove);
  restore(1);
  hear();
  await remove();
  expect(fields()).toEqual(['fldName']);
  await step('undo');
  await lost(() => step('redo'));
  restore(4);
  hear();
  await step('redo');
  await step('undo');
  expect([fields(), said.mock.calls.length]).toEqual([['fldName', 'fldA'], 1]);
});

it.each<[string, boolean]>([
  ['deleted', false],
  ['made', true],
])('takes a field back that was %s, and does it again, where the answers are lost', async (_, isMade) => {
  const { actions, session, carriedOut, lost, step, fields } = start();
  const form = new KeyedRequest();
  const act = isMade
    ? () => actions.createField(TABLE, { name: 'New', type: 'number' }, form)
    : () => actions.deleteField(TABLE, 'fldA');
  const before = fields();
  await lost(act);
  await act();
  const after = fields();
  for (const [kind, shall] of [
    ['undo', before],
    ['redo', after],
    ['undo', before],
  ] as const) {
    await lost(() => step(kind));
    await step(kind);
    expect(fields()).toEqual(shall);
  }
  expect([carriedOut.length, session.canUndo, session.canRedo]).toEqual([4, false, true]);
});

it('says where to find what it cannot do again, and has it on neither side', async () => {
  const { actions, session, server, said, lost, step } = start();
  await actions.createField(TABLE, { name: 'New', type: 'number' });
  server.cutTrash = true;
  await lost(() => step('undo'));
  await step('undo');
  expect([said.mock.calls.length, session.canRedo]).toEqual([1, true]);
  await step('redo');
  expect(said.mock.lastCall?.[0].description).toContain('the base’s trash has it');
  expect([session.canUndo, session.canRedo]).toEqual([false, false]);
});

it('refuses the deletion of what somebody else deleted', async () => {
  const { actions, table, said, session, step } = start();
  await actions.createField(TABLE, { name: 'New', type: 'number' });
  table.fields.pop();
  await step('undo');
  expect([said.mock.lastCall?.[0].description, session.canRedo]).toEqual(['gone', false]);
});

it('refuses a deletion of what is gone though an earlier one was lost, once that has been answered', async () => {
  const { actions, trash, restore, table, lost, hear } = start();
  const remove = () => actions.deleteField(TABLE, 'fldA');
  const backAgain = () => {
    restore([...trash.keys()].at(-1) ?? 0);
    hear();
  };
  await lost(remove);
  backAgain();
  await remove();
  backAgain();
  table.fields.pop();
  await expect(remove()).rejects.toThrow('gone');
  table.fields.push({ id: 'fldA', name: 'fldA', type: 'singleLineText' });
  await lost(remove);
  await remove();
  backAgain();
  table.fields.pop();
  await expect(remove()).rejects.toThrow('gone');
});

it('brings back the field of which the answer was lost, not one of its table that was deleted since', async () => {
  const { actions, table, trash, lost, step, fields } = start();
  await lost(() => actions.deleteField(TABLE, 'fldA'));
  trash.set(90, { id: 'fldOther', name: 'Other', type: 'singleLineText' });
  await actions.deleteField(TABLE, 'fldA');
  await step('undo');
  expect([fields(), table.fields.some(({ id }) => id === 'fldOther')]).toEqual([['fldName', 'fldA'], false]);
});

it.each<[string, boolean]>([
  ['redo of a view that was made', false],
  ['undo of its deletion', true],
])('brings a view back by %s where the answer of the deletion was lost', async (_, isDeleted) => {
  const { actions, session, table, lost, step } = start();
  await actions.createView(TABLE, { name: 'V' }, never);
  Object.assign(table.views[1] ?? {}, { name: 'Named since' });
  await actions.refresh();
  const act = () => (isDeleted ? actions.deleteView(TABLE, 'viwNew', never) : step('undo'));
  await lost(act);
  await act();
  expect(table.views.map(({ id }) => id)).toEqual(['viwGrid']);
  await step(isDeleted ? 'undo' : 'redo');
  expect(table.views.map(({ name }) => name)).toEqual(['Grid', 'Named since']);
  expect([session.canUndo, session.canRedo]).toEqual([true, isDeleted]);
});

it('converts a field once where a form that names and converts it is sent again', async () => {
  const { actions, session, carriedOut, lost } = start();
  const rename = () => actions.changeField(TABLE, 'fldA', { name: 'Mine' });
  const form = new KeyedRequest();
  const convert = () => actions.convertField(TABLE, 'fldA', { type: 'number' }, form);
  await rename();
  await lost(convert);
  await rename();
  await convert();
  expect(carriedOut.filter((what) => what.startsWith('POST'))).toHaveLength(1);
  session.undo();
  session.undo();
  await settle();
  expect(session.canUndo).toBe(false);
});

it.each<[string, (actions: SchemaActions, form: KeyedRequest) => Promise<unknown>, string]>([
  ['a field', (actions, form) => actions.createField(TABLE, { name: 'New', type: 'number' }, form), 'fldNew'],
  ['a copy', (actions) => actions.duplicateField(TABLE, 'fldA'), 'fldNew'],
])('makes %s again that is gone since, where another form asks', async (_, make, id) => {
  const { actions, lost, fields } = start();
  await lost(() => make(actions, new KeyedRequest()));
  expect(fields()).toContain(id);
  await actions.deleteField(TABLE, id);
  await make(actions, new KeyedRequest());
  expect(fields()).toContain(id);
});

it('gives a field a type again that it has no more, where another form asks', async () => {
  const { actions, carriedOut, lost } = start();
  const convert = (type: 'number' | 'singleLineText') =>
    actions.convertField(TABLE, 'fldA', { type }, new KeyedRequest());
  await lost(() => convert('number'));
  await convert('singleLineText');
  await convert('number');
  expect(carriedOut).toHaveLength(3);
});

it('takes a field that is gone for deleted by somebody else where its own deletion is long past', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const { actions, session, table, server, step, hear } = start();
  await actions.createField(TABLE, { name: 'New', type: 'number' });
  server.isAway = true;
  await step('undo');
  server.isAway = false;
  vi.setSystemTime(Date.now() + 11 * 60_000);
  table.fields.pop();
  hear();
  await step('undo');
  expect([session.canUndo, session.canRedo]).toEqual([false, false]);
});
