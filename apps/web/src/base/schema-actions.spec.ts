import type { BaseSchema, Field, View, ViewChange } from '@pyairtable/contracts';
import * as ui from '@pyairtable/ui';
import { QueryClient } from '@tanstack/react-query';
import { changedView } from '@pyairtable/core';
import { waitFor } from '@testing-library/react';
import { unopenedSession } from '@/testing/unopened-session';
import { baseKey, SchemaActions } from './schema-actions';

const BASE = 'appAAAAAAAAAAAAAA';
const TABLE = 'tblAAAAAAAAAAAAAA';
const VIEW = 'viwAAAAAAAAAAAAAA';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A page with one table, and a server that takes changes of its view, or refuses them. */
function start(refuses = false) {
  const view = { id: VIEW, name: 'Grid' } as View;
  const fields = ['fldName', 'fldA', 'fldB'].map((id) => ({ id, name: id, type: 'singleLineText' }));
  const base = {
    id: BASE,
    tables: [{ id: TABLE, primaryFieldId: 'fldName', fields, views: [view] }],
  } as unknown as BaseSchema;
  const onServer = { view };
  vi.stubGlobal('fetch', (_path: string, { body }: { body: string }) => {
    if (refuses)
      return Promise.resolve(Response.json({ error: { type: 'X', message: 'no' } }, { status: 422 }));
    onServer.view = changedView(onServer.view, JSON.parse(body) as ViewChange);
    return Promise.resolve(Response.json(onServer.view));
  });
  const client = new QueryClient();
  client.setQueryData(baseKey(BASE), base);
  const session = unopenedSession();
  const history = vi.fn();
  const actions = new SchemaActions(BASE, client, session, history);
  const shown = () => client.getQueryData<BaseSchema>(baseKey(BASE))?.tables[0]?.views[0];
  /** What the page shows of the base, with something else of it if so. */
  const shownBase = (change?: object) => {
    if (change) client.setQueryData(baseKey(BASE), { ...base, ...change });
    return client.getQueryData<BaseSchema>(baseKey(BASE));
  };
  return { actions, session, history, onServer, shown, base: shownBase };
}

it('takes hiding, widths and orders back one after the other, and does them again', async () => {
  const { actions, session, onServer, shown } = start();
  await actions.changeView(TABLE, VIEW, { visibleFieldIds: ['fldName', 'fldB'] });
  await actions.changeView(TABLE, VIEW, { columnWidths: { fldB: 320 } });
  expect(session.canUndo).toBe(true);
  session.undo();
  await waitFor(() => expect(onServer.view.columnWidths).toEqual({ fldB: 180 }));
  expect(onServer.view.visibleFieldIds).toEqual(['fldName', 'fldB']);
  session.undo();
  await waitFor(() => expect(onServer.view.visibleFieldIds).toEqual(['fldName', 'fldA', 'fldB']));
  expect([session.canUndo, shown()?.visibleFieldIds]).toEqual([false, ['fldName', 'fldA', 'fldB']]);
  session.redo();
  session.redo();
  await waitFor(() => expect(onServer.view.columnWidths).toEqual({ fldB: 320 }));
  expect(onServer.view.visibleFieldIds).toEqual(['fldName', 'fldB']);
});

it.each<[string, ViewChange, ViewChange]>([
  ['fields', { visibleFieldIds: ['fldName', 'fldA', 'fldB'] }, { visibleFieldIds: ['fldName'] }],
  ['a summary', { summaries: { fldA: null } }, { summaries: { fldA: 'filled' } }],
  ['a row height', { rowHeight: 'short' }, { rowHeight: 'tall' }],
  ['a width', { columnWidths: { fldB: 320 } }, { columnWidths: { fldB: 321 } }],
  ['a name', { name: 'Grid' }, { name: 'Other' }],
])('asks for nothing, and has nothing to undo, where a view has %s already', async (_what, same, other) => {
  const { actions, session } = start();
  if (same.columnWidths) await actions.changeView(TABLE, VIEW, same);
  const asked = vi.spyOn(globalThis, 'fetch');
  const patches = () => asked.mock.calls.filter(([, init]) => init?.method === 'PATCH').length;
  const couldUndo = session.canUndo;
  await actions.changeView(TABLE, VIEW, same);
  expect([patches(), session.canUndo]).toEqual([0, couldUndo]);
  await actions.changeView(TABLE, VIEW, other);
  expect([patches(), session.canUndo]).toEqual([1, true]);
});

it('sends a sort that is back as it was before the first answer', async () => {
  const { actions, onServer } = start();
  const sorted = actions.changeView(TABLE, VIEW, { sort: [{ fieldId: 'fldA', direction: 'asc' }] });
  await Promise.all([sorted, actions.changeView(TABLE, VIEW, { sort: [] })]);
  expect(onServer.view.sort).toEqual([]);
});

it('sends changes in the order they were made, undo among them', async () => {
  const { actions, session, onServer } = start();
  const first = actions.changeView(TABLE, VIEW, { name: 'One' });
  const second = actions.changeView(TABLE, VIEW, { columnWidths: { fldA: 50 } });
  await Promise.all([first, second]);
  session.undo();
  session.undo();
  await waitFor(() =>
    expect([onServer.view.name, onServer.view.columnWidths]).toEqual(['Grid', { fldA: 180 }]),
  );
});

it('leaves nothing to undo of what is part of another act', async () => {
  const { actions, session } = start();
  await actions.arrangeView(TABLE, VIEW, { visibleFieldIds: ['fldName'] });
  expect(session.canUndo).toBe(false);
});

it('shows the view as it was when a change is refused, and leaves nothing of it to undo', async () => {
  const { actions, session, shown } = start(true);
  await actions.changeView(TABLE, VIEW, { visibleFieldIds: ['fldName'] });
  expect(shown()?.visibleFieldIds).toBeUndefined();
  await actions.changeView(TABLE, VIEW, { sort: [{ fieldId: 'fldA', direction: 'asc' }] });
  await actions.renameBase('Other');
  expect([session.canUndo, session.undo()]).toEqual([false, 'nothing']);
});

it('takes the name of a base back, and gives it again', async () => {
  const { actions, session, base } = start();
  const name = () => base()?.name;
  base({ name: 'Trees' });
  await actions.renameBase('Plants');
  session.undo();
  await waitFor(() => expect(name()).toBe('Trees'));
  session.redo();
  await waitFor(() => expect(name()).toBe('Plants'));
});

it.each<[string, (actions: SchemaActions) => Promise<unknown>]>([
  [
    'The new type of “fldA” is not undone',
    (actions) => actions.convertField(TABLE, 'fldA', { type: 'multipleRecordLinks' }),
  ],
  ['What came back from the trash is not undone', (actions) => actions.restore(7)],
])(
  'says by name what undo cannot take back, leads to the history, and takes nothing before it',
  async (title, act) => {
    const said = vi.spyOn(ui, 'showToast').mockImplementation(() => '');
    const { actions, session, history } = start();
    const undo = vi.fn();
    session.recordAct({ tableId: TABLE, undo, redo: vi.fn() });
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ report: {} })));
    await act(actions);
    session.undo();
    expect([said.mock.calls.map(([toast]) => toast.title), undo.mock.calls.length]).toEqual([[title], 0]);
    said.mock.calls[0]?.[0].action?.run();
    expect([history.mock.calls.length, session.canRedo]).toEqual([1, false]);
    session.undo();
    expect(undo).toHaveBeenCalledTimes(1);
  },
);

it('takes a new type back by the entry that gave it, and gives it again by the one that took it back', async () => {
  const { actions, session } = start();
  const asked: string[] = [];
  vi.stubGlobal('fetch', (path: string, { method }: { method: string }) => {
    if (method !== 'POST') return Promise.resolve(Response.json({}));
    asked.push(path.replace(/^.*fldA/, ''));
    return Promise.resolve(Response.json({ report: {}, seq: 40 + asked.length }));
  });
  await actions.convertField(TABLE, 'fldA', { type: 'number' });
  session.undo();
  await waitFor(() => expect(asked.at(-1)).toBe('/conversion/41/undo'));
  await waitFor(() => expect(session.canRedo).toBe(true));
  session.redo();
  await waitFor(() => expect(asked.at(-1)).toBe('/conversion/42/undo'));
  session.undo();
  await waitFor(() =>
    expect(asked).toEqual([
      '/conversion',
      '/conversion/41/undo',
      '/conversion/42/undo',
      '/conversion/43/undo',
    ]),
  );
});

it('says of a step that is taken when it is over, for what was written before', async () => {
  const { actions, session } = start();
  let answer = () => undefined as void;
  const promise = new Promise<void>((resolve) => (answer = resolve));
  vi.stubGlobal('fetch', async (path: string) => {
    if (path.endsWith('/restore')) await promise;
    return Response.json({ seq: 7 });
  });
  const recordAct = vi.spyOn(session, 'recordAct');
  await actions.deleteField(TABLE, 'fldA');
  let isOver = false;
  void Promise.resolve(recordAct.mock.calls[0]?.[0].undo()).then(() => (isOver = true));
  await new Promise((next) => setTimeout(next));
  expect(isOver).toBe(false);
  answer();
  await waitFor(() => expect(isOver).toBe(true));
});

it('has what was not taken back for want of a connection on top of undo, and what was refused no more', async () => {
  const said = vi.spyOn(ui, 'showToast').mockImplementation(() => '');
  const { actions, session } = start();
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ seq: 7 })));
  const before = vi.fn();
  session.recordAct({ tableId: TABLE, undo: before, redo: vi.fn() });
  await actions.deleteField(TABLE, 'fldA');
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  session.undo();
  await waitFor(() => expect(session.canRedo).toBe(false));
  vi.stubGlobal('fetch', () =>
    Promise.resolve(Response.json({ error: { type: 'X', message: 'no' } }, { status: 422 })),
  );
  session.undo();
  await waitFor(() => expect(said).toHaveBeenCalledTimes(2));
  expect(before).not.toHaveBeenCalled();
  session.undo();
  expect(before).toHaveBeenCalledTimes(1);
});

it('knows which tables it took away itself', async () => {
  const { actions, session } = start();
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ id: 'tblNew', name: 'New', seq: 7 })));
  await actions.createTable('New', []);
  expect(actions.hasDeleted('tblNew')).toBe(false);
  session.undo();
  await waitFor(() => expect(actions.hasDeleted('tblNew')).toBe(true));
  session.redo();
  await waitFor(() => expect(actions.hasDeleted('tblNew')).toBe(false));
});

it('takes deletions of the structure back by the entry that made them, and makes them again', async () => {
  const { actions, session } = start();
  const asked: string[] = [];
  let seq = 7;
  vi.stubGlobal('fetch', (path: string, { method }: { method: string }) => {
    asked.push(`${method} ${path.replace(`/v1/bases/${BASE}`, '')}`);
    return Promise.resolve(Response.json({ seq: seq++ }));
  });
  await actions.deleteField(TABLE, 'fldA');
  session.undo();
  session.redo();
  await waitFor(() => expect(asked).toHaveLength(3));
  session.undo();
  const remove = `DELETE /tables/${TABLE}/fields/fldA`;
  await waitFor(() => expect(asked).toHaveLength(4));
  expect(asked).toEqual([remove, 'POST /trash/7/restore', remove, 'POST /trash/9/restore']);
});

it('takes what was made or named of the structure back, and does it again', async () => {
  const { actions, session } = start();
  const asked: string[] = [];
  vi.stubGlobal('fetch', (path: string, { method, body }: { method: string; body?: string }) => {
    asked.push(`${method} ${path.replace(`/v1/bases/${BASE}`, '')} ${body ?? ''}`.trim());
    const changed = method === 'PATCH' ? { ...(JSON.parse(body ?? '') as object), id: 'fldA' } : {};
    return Promise.resolve(
      Response.json({ id: 'fldNew', name: 'New', type: 'singleLineText', seq: asked.length, ...changed }),
    );
  });
  await actions.createField(TABLE, { name: 'New', type: 'singleLineText' });
  await actions.changeField(TABLE, 'fldA', { name: 'Called so', description: 'Why' });
  session.undo();
  await waitFor(() => expect(asked).toHaveLength(3));
  session.undo();
  await waitFor(() => expect(asked).toHaveLength(4));
  session.redo();
  await waitFor(() => expect(asked).toHaveLength(5));
  expect(session.canUndo).toBe(true);
  expect(asked.slice(2)).toEqual([
    `PATCH /tables/${TABLE}/fields/fldA {"name":"fldA","description":null}`,
    `DELETE /tables/${TABLE}/fields/fldNew`,
    'POST /trash/4/restore',
  ]);
});

it('leaves a name that others gave since, of a field, a table or the base, and says so', async () => {
  const said = vi.spyOn(ui, 'showToast').mockImplementation(() => '');
  const { actions, session, base } = start();
  const field = { id: 'fldA', name: 'Mine', type: 'singleLineText' };
  const asked: unknown[] = [];
  vi.stubGlobal('fetch', (_path: string, { method, body }: { method: string; body?: string }) => {
    if (method === 'PATCH') asked.push(JSON.parse(body ?? ''));
    return Promise.resolve(Response.json(field));
  });
  base({
    name: 'Trees',
    tables: [{ id: TABLE, name: 'Oaks', fields: [{ ...field, name: 'Height' }], views: [] }],
  });
  await actions.changeField(TABLE, 'fldA', { name: 'Mine' });
  await actions.renameTable(TABLE, 'Mine');
  await actions.renameBase('Mine');
  const table = { id: TABLE, name: 'Theirs', fields: [{ ...field, name: 'Theirs' }], views: [] };
  base({ name: 'Theirs', tables: [table] });
  for (const _ of [1, 2, 3]) session.undo();
  await waitFor(() => expect(said).toHaveBeenCalledTimes(3));
  expect(said.mock.calls.map(([{ title }]) => title).toSorted()).toEqual(
    ['The base “Theirs”', 'Table “Theirs”', '“Theirs”']
      .map((what) => `${what}: what others have changed since stays as they made it`)
      .toSorted(),
  );
  expect(asked).toHaveLength(3);
});

it('takes the options of a field back in requests one behind the other, but not of one that has another type by now', async () => {
  const said = vi.spyOn(ui, 'showToast').mockImplementation(() => '');
  const { actions, session, base } = start();
  const asked: unknown[] = [];
  const [a, b] = ['selA', 'selB'].map((id) => ({ id, name: id }));
  const show = (type: string, choices: object[]) => {
    const field = { id: 'fldA', name: 'Stage', type, options: { choices } };
    base({ tables: [{ id: TABLE, fields: [field], views: [] }] });
    return field;
  };
  show('singleSelect', [
    { id: 'selA', name: 'selA' },
    { id: 'selB', name: 'selB' },
  ]);
  vi.stubGlobal('fetch', (_path: string, { method, body }: { method: string; body?: string }) => {
    if (method !== 'PATCH') return Promise.resolve(Response.json({}));
    asked.push(JSON.parse(body ?? ''));
    return Promise.resolve(Response.json(show('singleSelect', [b as object])));
  });
  await actions.changeField(TABLE, 'fldA', { options: { choices: [b] } });
  session.undo();
  await waitFor(() => expect(asked).toHaveLength(3));
  expect(asked.slice(1)).toEqual([{ addChoices: [a] }, { options: { choices: [a, b] } }]);
  show('number', []);
  session.redo();
  await waitFor(() => expect(said).toHaveBeenCalledWith({ title: '“Stage” is of another type by now' }));
  expect(asked).toHaveLength(3);
});

it('moves tables and views at once, and back where they were', async () => {
  const { actions, session, base } = start();
  const asked: unknown[] = [];
  vi.stubGlobal('fetch', (path: string, { method, body }: { method: string; body: string }) => {
    if (method === 'POST') asked.push([path.replace(`/v1/bases/${BASE}`, ''), JSON.parse(body)]);
    return Promise.resolve(new Response(null, { status: 204 }));
  });
  const tables = ['tblX', TABLE, 'tblY'];
  base({
    tables: tables.map((id) => ({ id, views: ['viw1', 'viw2'].map((view) => ({ id: view, name: view })) })),
  });
  const order = () => base()?.tables.map(({ id }) => id);
  void actions.placeTable(TABLE, 'tblX');
  await waitFor(() => expect(order()).toEqual([TABLE, 'tblX', 'tblY']));
  session.undo();
  await waitFor(() => expect(order()).toEqual(tables));
  await actions.placeTable(TABLE, 'tblY');
  void actions.placeView(TABLE, 'viw1', null);
  await waitFor(() => expect(base()?.tables[1]?.views.map(({ id }) => id)).toEqual(['viw2', 'viw1']));
  await waitFor(() =>
    expect(asked).toEqual([
      [`/tables/${TABLE}/place`, { before: 'tblX' }],
      [`/tables/${TABLE}/place`, { before: 'tblY' }],
      [`/tables/${TABLE}/views/viw1/place`, { before: null }],
    ]),
  );
});

it('takes a view that was made away again, and brings one that was deleted back where it was', async () => {
  const { actions, session } = start();
  const asked: string[] = [];
  vi.stubGlobal('fetch', (path: string, { method, body }: { method: string; body?: string }) => {
    asked.push(`${method} ${path.replace(`/v1/bases/${BASE}/tables/${TABLE}`, '')} ${body ?? ''}`.trim());
    return Promise.resolve(Response.json({ id: VIEW, name: 'Grid' }));
  });
  const shown: string[] = [];
  await actions.createView(TABLE, { name: 'Grid' }, (id) => shown.push(id));
  session.undo();
  session.redo();
  await waitFor(() => expect(shown).toEqual([VIEW]));
  expect(asked).toEqual([
    'POST /views {"name":"Grid"}',
    `DELETE /views/${VIEW}`,
    `POST /views {"id":"${VIEW}","name":"Grid","before":null}`,
  ]);
  await actions.deleteView(TABLE, VIEW, (id) => shown.push(id));
  session.undo();
  await waitFor(() => expect(shown).toEqual([VIEW, VIEW]));
  expect(asked.slice(3)).toEqual(asked.slice(1, 3));
});

it('takes steps one after the other: what one brings back the next is about', async () => {
  const { actions, session, base } = start();
  const sent: string[] = [];
  const grid = { id: VIEW, name: 'Renamed', sort: [{ fieldId: 'fldGone', direction: 'asc' }] };
  const name = { id: 'fldName', name: 'Name', type: 'singleLineText' };
  const views = (...those: object[]) =>
    base({ tables: [{ id: TABLE, primaryFieldId: 'fldName', fields: [name], views: those }] });
  vi.stubGlobal('fetch', async (path: string, { method, body }: { method: string; body?: string }) => {
    await new Promise((resolve) => setTimeout(resolve));
    sent.push(`${method} ${path.replace(`/v1/bases/${BASE}/tables/${TABLE}`, '')} ${body ?? ''}`.trim());
    if (method === 'DELETE') views({ id: 'viwOther', name: 'Other' });
    if (method === 'POST') views({ id: 'viwOther', name: 'Other' }, grid);
    return Response.json(grid);
  });
  views({ ...grid, name: 'Grid' }, { id: 'viwNext', name: 'Next' });
  await actions.changeView(TABLE, VIEW, { name: 'Renamed' });
  await actions.deleteView(TABLE, VIEW, () => undefined);
  session.undo();
  session.undo();
  await waitFor(() => expect(sent).toHaveLength(4));
  expect(sent.slice(2)).toEqual([
    // Neither the field nor the view behind it is there any more.
    `POST /views {"id":"${VIEW}","name":"Renamed","sort":[],"before":null}`,
    `PATCH /views/${VIEW} {"name":"Grid"}`,
  ]);
});

it.each<[string, (actions: SchemaActions) => Promise<unknown>, string]>([
  ['a deletion', (actions) => actions.deleteField(TABLE, 'fldA'), 'POST /trash/7/restore'],
  [
    'a new field',
    (actions) => actions.createField(TABLE, { name: 'New', type: 'singleLineText' }),
    `DELETE /tables/${TABLE}/fields/fldNew`,
  ],
  [
    'a new name',
    (actions) => actions.changeField(TABLE, 'fldA', { name: 'Called so' }),
    `PATCH /tables/${TABLE}/fields/fldA`,
  ],
  [
    'a new view',
    (actions) => actions.createView(TABLE, { name: 'List' }, () => undefined),
    `DELETE /tables/${TABLE}/views/fldNew`,
  ],
])(
  'takes %s back that is undone before the answer, and nothing that was done before it',
  async (_, act, back) => {
    const { actions, session } = start();
    const asked: string[] = [];
    let answer: () => void = () => undefined;
    vi.stubGlobal('fetch', (path: string, { method }: { method: string }) => {
      asked.push(`${method} ${path.replace(`/v1/bases/${BASE}`, '')}`);
      const changed = method === 'PATCH' ? { id: 'fldA', name: 'Called so' } : { id: 'fldNew', name: 'New' };
      const response = Response.json({ ...changed, type: 'singleLineText', seq: 7 });
      return new Promise((resolve) => (answer = () => resolve(response)));
    });
    const undo = vi.fn();
    session.recordAct({ tableId: TABLE, undo, redo: vi.fn() });
    const done = act(actions);
    await waitFor(() => expect(asked).toHaveLength(1));
    expect([session.undo(), session.isExpecting]).toEqual(['waits', true]);
    answer();
    await done;
    await waitFor(() => expect(asked[1]).toBe(back));
    expect([undo.mock.calls, session.isExpecting, session.canRedo]).toEqual([[], false, true]);
  },
);

it('takes what was done before it back where it was refused after undo was asked for', async () => {
  const { actions, session } = start(true);
  const undo = vi.fn();
  session.recordAct({ tableId: TABLE, undo, redo: vi.fn() });
  const refused = actions.deleteField(TABLE, 'fldA');
  session.undo();
  session.undo();
  await expect(refused).rejects.toThrow('no');
  expect([undo.mock.calls.length, session.canUndo]).toEqual([1, false]);
});

it('makes choices that go with the act that uses them first, but not those that somebody else has just made', async () => {
  const { actions, session } = start();
  const field = { id: 'fldStage', name: 'Stage', type: 'singleSelect' } as Field;
  const theirs = { id: 'selTheirs00000000', name: 'Lost' };
  const asked: Record<string, { id: string; name: string }[]>[] = [];
  vi.stubGlobal('fetch', (_path: string, { body }: { body?: string }) => {
    const change = body ? (JSON.parse(body) as (typeof asked)[number]) : {};
    if (body) asked.push(change);
    const added = (change['addChoices'] ?? []).filter(({ name }) => name !== 'Lost');
    const choices = [theirs, ...added.map((choice) => ({ ...choice, color: 'blueBright' }))];
    return Promise.resolve(Response.json({ ...field, options: { choices } }));
  });
  const know = vi.spyOn(session, 'knowChoices');
  await actions.addChoices(TABLE, field, ['Won', 'Lost']);
  const won = asked[0]?.['addChoices']?.[0] as { id: string };
  const [[ids, made] = []] = know.mock.calls;
  expect(ids).toEqual([won.id]);
  await made?.drop([won.id]);
  await made?.add([won.id]);
  expect(asked.slice(1)).toEqual([
    { dropChoices: [won.id] },
    { addChoices: [{ ...won, color: 'blueBright' }] },
  ]);
});

it('knows a choice that it made although what is shown at once gives up the reading behind that', async () => {
  const { actions, base } = start();
  const field = { id: 'fldA', name: 'Stage', type: 'singleSelect', options: { choices: [] } } as Field;
  const [table] = base()?.tables ?? [];
  base({ tables: [{ ...table, fields: [field] }] });
  vi.stubGlobal('fetch', (_path: string, { body }: { body: string }) => {
    const { addChoices = [] } = JSON.parse(body) as { addChoices?: { id: string; name: string }[] };
    return Promise.resolve(Response.json({ ...field, options: { choices: addChoices } }));
  });
  const made = actions.addChoice(TABLE, field, 'Won');
  const arranged = actions.changeView(TABLE, VIEW, { columnWidths: { fldA: 50 } });
  const id = await made;
  expect(actions.fieldOf(TABLE, 'fldA')).toMatchObject({ options: { choices: [{ id, name: 'Won' }] } });
  await arranged;
  expect(actions.fieldOf(TABLE, 'fldA')).toMatchObject({ options: { choices: [{ id }] } });
});
