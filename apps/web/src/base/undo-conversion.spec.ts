import type { BaseSchema, Field, RecordChanges, SchemaChange } from '@pyairtable/contracts';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { waitFor } from '@testing-library/react';
import { heardSession } from '@/testing/heard-session';
import { baseKey, readBase, SchemaActions } from './schema-actions';

const BASE = 'appAAAAAAAAAAAAAA';
const TABLE = 'tblAAAAAAAAAAAAAA';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A page that reads its base from a server, which answers what changes that when it is let. */
function start() {
  const base = (type: Field['type']) =>
    ({
      id: BASE,
      tables: [{ id: TABLE, primaryFieldId: 'fldA', fields: [{ id: 'fldA', name: 'A', type }], views: [] }],
    }) as unknown as BaseSchema;
  const server = { type: 'singleLineText' as Field['type'], seq: 0, answer: () => undefined as void };
  const asked: string[] = [];
  vi.stubGlobal('fetch', (path: string, { method }: { method: string }) => {
    if (method === 'GET') return Promise.resolve(Response.json(base(server.type)));
    asked.push(path.replace(/^.*fldA/, ''));
    return new Promise((resolve) => {
      server.answer = () => resolve(Response.json({ report: {}, seq: server.seq }));
    });
  });
  const client = new QueryClient();
  client.setQueryData(baseKey(BASE), base(server.type));
  const observer = new QueryObserver(client, {
    queryKey: baseKey(BASE),
    queryFn: () => readBase(BASE),
    staleTime: Infinity,
  });
  onTestFinished(observer.subscribe(() => undefined));
  const { session, sent, tell, ready } = heardSession();
  session.setStructure(base(server.type).tables);
  const actions = new SchemaActions(BASE, client, session, vi.fn());
  /** The server gives the field a type, which the page hears of. */
  const convert = (type: Field['type']) => {
    const [before, after] = [server.type, type].map((one) => base(one).tables[0]?.fields[0]);
    server.type = type;
    server.seq += 1;
    const part = {
      kind: 'schema',
      action: 'field.converted',
      tableId: TABLE,
      fieldId: 'fldA',
      before,
      after,
    };
    return () => tell(server.seq, part as unknown as SchemaChange);
  };
  const wrote = (from: string, to: string) => {
    const updated = [{ id: 'rec1', before: { fldA: from }, after: { fldA: to } }];
    server.seq += 1;
    tell(server.seq, { kind: 'records', tableId: TABLE, updated } as RecordChanges, sent.at(-1)?.id);
  };
  const show = () => session.setStructure(base(server.type).tables);
  return { actions, session, sent, asked, server, convert, wrote, show, ready };
}

it.each([
  ['the log tells of it first', true],
  ['it is answered first', false],
])(
  'takes what was typed before a new type back behind that, by two presses without a pause, where %s',
  async (_, isHeardFirst) => {
    const { actions, session, sent, asked, server, convert, wrote, show } = start();
    session.updateRecords(TABLE, [{ id: 'rec1', cells: { fldA: '42' } }]);
    wrote('x1', '42');
    const steps: string[] = [];
    session.subscribe((event) => {
      if (event.type === 'step') steps.push(`${event.kind} ${event.isDone ? 'done' : 'not done'}`);
    });
    const take = async (step: Promise<unknown> | null, type: Field['type']) => {
      const asked = server.answer;
      await waitFor(() => expect(server.answer).not.toBe(asked));
      const told = convert(type);
      if (isHeardFirst) told();
      server.answer();
      await step;
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (!isHeardFirst) told();
    };
    const converted = actions.convertField(TABLE, 'fldA', { type: 'number' });
    await take(converted, 'number');
    show();
    session.undo();
    expect([session.undo(), sent.length]).toEqual(['waits', 1]);
    await take(null, 'singleLineText');
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]).toMatchObject({
      records: [{ id: 'rec1', cells: { fldA: 'x1' } }],
      fieldTypes: { fldA: 'singleLineText' },
    });
    wrote('42', 'x1');
    expect([session.waiting, session.canUndo]).toEqual([undefined, false]);
    session.redo();
    wrote('x1', '42');
    session.redo();
    await take(null, 'number');
    session.undo();
    await take(null, 'singleLineText');
    // Each by the entry of the one before.
    expect(asked.slice(1)).toEqual([2, 3, 6].map((seq) => `/conversion/${String(seq)}/undo`));
    expect(steps).toEqual(['undo done', 'undo done', 'redo done', 'redo done', 'undo done']);
  },
);

it('waits with what was typed before until the log tells of the field, however late, and over a new connection', async () => {
  const { actions, session, sent, server, convert, wrote, ready } = start();
  session.updateRecords(TABLE, [{ id: 'rec1', cells: { fldA: '42' } }]);
  wrote('x1', '42');
  const answered = async (type: Field['type'], ask: () => unknown) => {
    const before = server.answer;
    const asked = ask();
    await waitFor(() => expect(server.answer).not.toBe(before));
    const told = convert(type);
    server.answer();
    await asked;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return told;
  };
  const given = await answered('number', () => actions.convertField(TABLE, 'fldA', { type: 'number' }));
  given();
  session.redial();
  const tookBack = await answered('singleLineText', () => void session.undo());
  expect([session.undo(), session.waiting, sent.length]).toEqual(['waits', { undo: 1, redo: 0 }, 1]);
  ready();
  tookBack();
  await waitFor(() => expect(sent).toHaveLength(2));
  expect([session.waiting, session.canUndo]).toEqual([undefined, false]);
});
