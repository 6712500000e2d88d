import type { BaseSchema, Field } from '@pyairtable/contracts';
import * as ui from '@pyairtable/ui';
import { QueryClient } from '@tanstack/react-query';
import { renderHook, waitFor } from '@testing-library/react';
import { heardSession } from '@/testing/heard-session';
import { baseKey, SchemaActions } from './schema-actions';
import { useUndoneField } from './use-undone-field';

const BASE = 'appAAAAAAAAAAAAAA';
const TABLE = 'tblAAAAAAAAAAAAAA';
const OTHER = 'tblBBBBBBBBBBBBBB';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A page that shows a table of three fields, and a server that takes them away and brings them back. */
function start() {
  const named = (name: string): Field => ({ id: `fld${name}`, name, type: 'singleLineText' }) as Field;
  let fields = ['Name', 'Notes', 'Owner'].map(named);
  const deleted = new Map<string, Field[]>();
  const server = { isRefusing: false };
  const table = (id: string) => ({ id, name: 'T', primaryFieldId: 'fldName', fields, views: [] });
  const base = () => ({ id: BASE, name: 'B', tables: [table(TABLE), table(OTHER)] }) as unknown as BaseSchema;
  const client = new QueryClient();
  client.setQueryData(baseKey(BASE), base());
  vi.spyOn(client, 'invalidateQueries').mockImplementation(() => {
    client.setQueryData(baseKey(BASE), base());
    return Promise.resolve();
  });
  vi.stubGlobal('fetch', (path: string, { method, body }: { method: string; body?: string }) => {
    const last = path.split('/').at(-1) ?? '';
    const seq = path.split('/').at(-2) ?? '';
    if (server.isRefusing)
      return Promise.resolve(Response.json({ error: { type: 'X', message: 'no' } }, { status: 422 }));
    if (method === 'DELETE') {
      deleted.set('7', fields);
      fields = fields.filter(({ id }) => id !== last);
    } else if (last === 'restore') fields = deleted.get(seq) ?? fields;
    else if (last === 'fields') fields = [...fields, named('New')];
    else if (method === 'PATCH')
      fields = fields.map((field) =>
        field.id === last ? { ...field, ...(JSON.parse(body ?? '') as object) } : field,
      );
    const answer = fields.find(({ id }) => id === last) ?? fields.at(-1);
    return Promise.resolve(Response.json({ ...answer, seq: 7 }));
  });
  const { session } = heardSession();
  const said = vi.spyOn(ui, 'showToast').mockImplementation(() => '');
  const actions = new SchemaActions(BASE, client, session, vi.fn());
  const seen: string[] = [];
  renderHook(() => useUndoneField(actions, TABLE, (fieldId) => seen.push(`shows ${fieldId}`)));
  said.mockImplementation(({ title }) => {
    seen.push(title);
    return '';
  });
  const step = async (kind: 'undo' | 'redo') => {
    const before = seen.length;
    session[kind]();
    await waitFor(() => expect(seen.length).toBeGreaterThan(before));
  };
  return { actions, session, server, seen, step };
}

it('names a field that undo takes away, and shows it where redo brings it back', async () => {
  const { actions, seen, step } = start();
  await actions.createField(TABLE, { name: 'New', type: 'singleLineText' });
  expect(seen).toEqual([]);
  await step('undo');
  await step('redo');
  expect(seen).toEqual(['Undone: “New” was taken away', 'shows fldNew']);
});

it('shows a deleted field that undo brings back, and names it where redo takes it away again', async () => {
  const { actions, seen, step } = start();
  await actions.deleteField(TABLE, 'fldNotes');
  await step('undo');
  await step('redo');
  expect(seen).toEqual(['shows fldNotes', 'Redone: “Notes” was taken away']);
});

it('shows a field that is named as before', async () => {
  const { actions, seen, step } = start();
  await actions.changeField(TABLE, 'fldOwner', { name: 'Called so' });
  await step('undo');
  expect(seen).toEqual(['shows fldOwner']);
});

it('says nothing of what was refused, nor of a table that is not shown', async () => {
  const { actions, session, server, seen, step } = start();
  await actions.deleteField(TABLE, 'fldNotes');
  server.isRefusing = true;
  await step('undo');
  expect(seen).toEqual(['The field: nothing was undone']);
  server.isRefusing = false;
  await actions.deleteField(OTHER, 'fldOwner');
  session.undo();
  await waitFor(() => expect(session.canRedo).toBe(true));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(seen).toHaveLength(1);
});
