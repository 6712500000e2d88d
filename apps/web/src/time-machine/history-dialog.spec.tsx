import type { BaseSchema, MomentOfBase, Snapshot, WorkspaceSummary } from '@pyairtable/contracts';
import { ToastRegion } from '@pyairtable/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import { browserReader } from '@/cells/cell-context';
import { unopenedSession } from '@/testing/unopened-session';
import { tellBroughtBack } from './brought-back';
import { HistoryDialog } from './history-dialog';

afterEach(() => vi.unstubAllGlobals());

const moment = (seq: number, at: string): MomentOfBase => ({
  seq,
  at,
  actor: { id: 'usrMia', name: 'Mia' },
  source: 'client',
  created: 1,
  updated: 0,
  deleted: 0,
  actions: [],
  subjects: [],
  tableIds: [],
  record: null,
});
const snapshot = (id: number, name: string): Snapshot => ({
  id,
  seq: 10 + id,
  name,
  at: '2026-03-01T08:00:00.000Z',
  madeAt: '2026-03-01T08:00:00.000Z',
  actor: null,
});

const OWN: WorkspaceSummary = { id: 'wspGarden', name: 'Gardeners', permissionLevel: 'owner', bases: [] };

type Answer = (body: Record<string, unknown>) => unknown;
const failing = (message: string) => (): never => {
  throw new Error(message);
};

/** The dialog before a server that answers as told, by method and path behind the base; what it was asked is kept. */
function open(answers: Record<string, Answer>, workspaces = [OWN]) {
  const asked: { what: string; body: Record<string, unknown> }[] = [];
  const server: Record<string, Answer> = {
    'GET /v1/workspaces': () => ({ workspaces }),
    'GET snapshots': () => ({ snapshots: [] }),
    'GET moments': () => ({ moments: [], next: null }),
    ...answers,
  };
  vi.stubGlobal('fetch', async (path: string, { method, body }: { method: string; body?: string }) => {
    const what = `${method} ${path.replace('/v1/bases/appAAAAAAAAAAAAAA/', '')}`;
    const sent = body === undefined ? {} : (JSON.parse(body) as Record<string, unknown>);
    asked.push({ what, body: sent });
    try {
      const answer = await server[what]?.(sent);
      return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer);
    } catch (error) {
      return Response.json({ error: { type: 'NO', message: (error as Error).message } }, { status: 500 });
    }
  });
  const base = {
    id: 'appAAAAAAAAAAAAAA',
    name: 'Garden',
    workspaceId: OWN.id,
    tables: [],
    collaborators: [],
  } as unknown as BaseSchema;
  const session = unopenedSession();
  const showHistory = vi.fn();
  const closed = vi.fn();
  const pushed = vi.fn();
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const view = (shown: boolean) => (
    <AppRouterContext.Provider value={{ push: pushed } as never}>
      <QueryClientProvider client={client}>
        <ToastRegion>
          <BaseContextProvider
            value={
              {
                base,
                reader: browserReader(base),
                mayChangeSchema: true,
                user: { id: 'usrMia' },
                session,
                showHistory,
              } as unknown as BaseContext
            }
          >
            <HistoryDialog open={shown} onClose={closed} />
          </BaseContextProvider>
        </ToastRegion>
      </QueryClientProvider>
    </AppRouterContext.Provider>
  );
  const { rerender } = render(view(true));
  closed.mockImplementation(() => rerender(view(false)));
  return {
    asked,
    closed,
    session,
    showHistory,
    user: userEvent.setup({ pointerEventsCheck: 0 }),
    of: (what: string) => asked.filter((one) => one.what === what),
  };
}

/** An answer that comes when it is told to. */
function held() {
  let settle: { resolve: (value: unknown) => void; reject: (error: Error) => void } | undefined;
  return {
    answer: () => new Promise((resolve, reject) => (settle = { resolve, reject })),
    give: (value: unknown) => settle?.resolve(value),
    refuse: (message: string) => settle?.reject(new Error(message)),
  };
}

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const item = (name: string) => screen.findByRole('menuitem', { name });
const one = { 'GET moments': () => ({ moments: [moment(7, '2026-03-02T09:00:00.000Z')], next: null }) };

it('tells of a deleted snapshot that cannot come back', async () => {
  let list = [snapshot(1, 'Spring')];
  const { user } = open({
    'GET snapshots': () => ({ snapshots: list }),
    'DELETE snapshots/1': () => void (list = []),
    'POST snapshots': failing('A base keeps 100 snapshots.'),
  });
  await user.click(await button(/^More of Spring/));
  await user.click(await item('Delete'));
  await user.click((await screen.findAllByText('Undo'))[0] as HTMLElement);
  expect((await screen.findAllByText('A base keeps 100 snapshots.')).length).toBeGreaterThan(0);
});

describe.each([
  ['This base…', 'POST restore', 'Restore this base', 'The base was not restored'],
  ['As new base…', 'POST copies', 'Restore', null],
])('%s', (way, call, confirm, failure) => {
  const begin = async (reply: () => unknown) => {
    const all = open({ ...one, [call]: reply });
    await all.user.click(await button(/^Restore the base as Mia left it/));
    await all.user.click(await item(way));
    const dialog = await screen.findByRole('dialog', { name: /^Restore/ });
    await all.user.click(within(dialog).getByRole('button', { name: confirm }));
    return { ...all, dialog };
  };

  it('stays open while it is under way, says so, and is begun once', async () => {
    const reply = held();
    const { user, dialog, closed, of } = await begin(reply.answer);
    expect(within(dialog).getByRole('status').textContent).toMatch(/minutes/);
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await user.click(within(dialog).getByRole('button', { name: 'Close' }));
    await user.keyboard('{Escape}');
    await user.click(within(dialog).getByRole('button', { name: confirm }));
    expect(dialog.isConnected).toBe(true);
    expect(closed).not.toHaveBeenCalled();
    expect(of(call)).toHaveLength(1);
    reply.give({ before: 6, baseId: 'appBBBBBBBBBBBBBB' });
    await waitFor(() => expect(closed).toHaveBeenCalledOnce());
  });

  it('tells of a failure, and can be closed then', async () => {
    const { user, dialog, closed } = await begin(failing('The disk is full.'));
    expect((await screen.findAllByText('The disk is full.')).length).toBeGreaterThan(0);
    if (failure) expect(screen.getAllByText(failure).length).toBeGreaterThan(0);
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(dialog.isConnected).toBe(false));
    expect(closed).not.toHaveBeenCalled();
  });
});

it('says when what undoes a restore is at work, and when it is done', async () => {
  const undoing = held();
  const { user, of } = open({
    ...one,
    'POST restore': (body) =>
      (body['moment'] as { seq: number }).seq === 7 ? { before: 6, seq: 9 } : undoing.answer(),
  });
  await user.click(await button(/^Restore the base as Mia left it/));
  await user.click(await item('This base…'));
  await user.click(await button('Restore this base'));
  await user.click((await screen.findAllByText('Undo'))[0] as HTMLElement);
  await waitFor(() => expect(of('POST restore')).toHaveLength(2));
  expect((await screen.findAllByText('Undoing the restore of “Garden”')).length).toBeGreaterThan(0);
  undoing.give({ before: 8, seq: 10 });
  expect((await screen.findAllByText('“Garden” is as it was before')).length).toBeGreaterThan(0);
  await waitFor(() => expect(screen.queryAllByText('Undoing the restore of “Garden”')).toEqual([]));
});

it.each([
  ['takes a restore back', 'usrMia', [7, 8]],
  ['leads to the history where others have worked since', 'usrNoor', [7]],
])('%s when undo is pressed', async (_what, actor, restored) => {
  const since = { ...moment(10, '2026-03-02T10:00:00.000Z'), actor: { id: actor, name: 'X' } };
  const { user, of, session, showHistory } = open({
    'GET moments': () => ({ moments: [since, moment(7, '2026-03-02T09:00:00.000Z')], next: null }),
    'POST restore': () => ({ before: 8, seq: 9 }),
  });
  await user.click(
    (await screen.findAllByRole('button', { name: /^Restore the base as/ }))[1] as HTMLElement,
  );
  await user.click(await item('This base…'));
  await user.click(await button('Restore this base'));
  await waitFor(() => expect(of('POST restore')).toHaveLength(1));
  expect(session.canUndo).toBe(false);
  act(() => tellBroughtBack('appAAAAAAAAAAAAAA', { since: 8, seq: 9 }));
  await waitFor(() => expect(session.canUndo).toBe(true));
  act(() => void session.undo());
  await waitFor(() => expect(screen.queryAllByText('Undoing the restore of “Garden”')).toEqual([]));
  expect(of('POST restore').map(({ body }) => (body['moment'] as { seq: number }).seq)).toEqual(restored);
  expect([session.canUndo, session.canRedo]).toEqual([false, false]);
  if (restored.length === 1) await user.click((await screen.findAllByText('History')).at(-1) as HTMLElement);
  expect(showHistory).toHaveBeenCalledTimes(2 - restored.length);
});

it('keeps the changes that it has when older ones cannot be read, and tries again', async () => {
  let times = 0;
  const { user } = open({
    'GET moments': () => ({ moments: [moment(7, '2026-03-02T09:00:00.000Z')], next: 7 }),
    'GET moments?before=7': () => {
      times += 1;
      if (times === 1) throw new Error('The server is busy.');
      return { moments: [moment(6, '2026-03-02T08:00:00.000Z')], next: null };
    },
  });
  const ways = () => screen.getAllByRole('button', { name: /^Restore the base as Mia left it/ });
  await user.click(await button('Show older changes'));
  expect((await screen.findByRole('alert')).textContent).toBe('The server is busy.');
  expect(ways()).toHaveLength(1);
  await user.click(await button('Try again'));
  await waitFor(() => expect(ways()).toHaveLength(2));
  expect(screen.queryByRole('alert')).toBeNull();
  // Each has a name of its own.
  expect(new Set(ways().map((way) => way.getAttribute('aria-label'))).size).toBe(2);
});

it.each(['moments', 'snapshots'])('tries again to read the %s', async (what) => {
  let times = 0;
  const { user } = open({
    [`GET ${what}`]: () => {
      times += 1;
      if (times === 1) throw new Error('The server is busy.');
      return { moments: [], snapshots: [], next: null };
    },
  });
  expect((await screen.findByRole('alert')).textContent).toBe('The server is busy.');
  await user.click(await button('Try again'));
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

it('keeps the dot before a time on the line of what was done', async () => {
  open({
    'GET moments': () => ({ moments: [moment(3, '2026-03-01T08:00:00.000Z')], next: null, keptFrom: 1 }),
  });
  const line = await screen.findByText(/added 1 record/);
  expect(line.textContent).toContain('added 1 record\u00a0· ');
});

it('says that there are no changes', async () => {
  open({});
  expect(await screen.findByText(/^No changes are known/)).toBeDefined();
});

describe('a new base', () => {
  const guest = { ...OWN, permissionLevel: 'none' } as const;
  const own: WorkspaceSummary = { id: 'wspMia', name: 'Mia’s own', permissionLevel: 'owner', bases: [] };

  it('is made in a workspace of theirs for guests of the workspace of the base', async () => {
    const { user, of } = open({ ...one, 'POST copies': () => ({ baseId: 'appBBBBBBBBBBBBBB' }) }, [
      guest,
      own,
    ]);
    await user.click(await button(/^Restore the base as Mia left it/));
    await user.click(await item('As new base…'));
    const dialog = await screen.findByRole('dialog', { name: 'Restore as new base' });
    expect(within(dialog).getByText(/^A new base in “Mia’s own”/)).toBeDefined();
    await user.click(within(dialog).getByRole('button', { name: 'Restore' }));
    await waitFor(() => expect(of('POST copies')[0]?.body).toMatchObject({ workspaceId: 'wspMia' }));
  });

  it('is not offered to people who can make none', async () => {
    const { user } = open(one, [guest]);
    await user.click(await button(/^Restore the base as Mia left it/));
    await item('This base…');
    expect(screen.queryByRole('menuitem', { name: 'As new base…' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Restore as new base…' })).toBeNull();
  });
});

describe('a time', () => {
  const box = () => screen.findByLabelText('As it was on');

  it('has all that was done in its second', async () => {
    const { user, of } = open({ 'POST copies': () => ({ baseId: 'appBBBBBBBBBBBBBB' }) });
    fireEvent.change(await box(), { target: { value: '2026-03-02T13:28:42' } });
    await user.click(await button('Restore as new base…'));
    const dialog = await screen.findByRole('dialog', { name: 'Restore as new base' });
    await user.click(within(dialog).getByRole('button', { name: 'Restore' }));
    await waitFor(() => expect(of('POST copies')).toHaveLength(1));
    expect(of('POST copies')[0]?.body['moment']).toEqual({
      at: `${new Date('2026-03-02T13:28:42').toISOString().slice(0, 19)}.999999Z`,
    });
  });

  it('that has not come yet is refused in words', async () => {
    const { user } = open({});
    fireEvent.change(await box(), { target: { value: '2999-01-01T00:00:00' } });
    await user.click(await button('Restore as new base…'));
    expect(screen.getByRole('alert').textContent).toBe('This time has not come yet.');
    expect(screen.queryByRole('dialog', { name: 'Restore as new base' })).toBeNull();
  });
});

it('opens on itself, not in the box for a time further down', async () => {
  open({});
  const dialog = await screen.findByRole('dialog', { name: 'History of this base' });
  await waitFor(() => expect(document.activeElement).toBe(dialog));
});

it('keeps the keyboard when the first snapshot is taken and when one is deleted', async () => {
  let list: Snapshot[] = [];
  const { user } = open({
    'GET snapshots': () => ({ snapshots: list }),
    'POST snapshots': () => (list = [snapshot(1, 'Spring')]),
    'DELETE snapshots/1': () => void (list = []),
  });
  await user.click(await button('Take a snapshot…'));
  await user.click(await button('Take snapshot'));
  await button(/^More of Spring/);
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Take a snapshot…'));
  await user.click(await button(/^More of Spring/));
  await user.click(await item('Delete'));
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Snapshots' })),
  );
  await waitFor(() => expect(screen.queryByRole('button', { name: /^More of Spring/ })).toBeNull());
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Snapshots' }));
});

it('tells snapshots of one name apart', async () => {
  const later = { ...snapshot(2, 'Spring'), at: '2026-03-05T08:00:00.000Z' };
  open({ 'GET snapshots': () => ({ snapshots: [later, snapshot(1, 'Spring')] }) });
  await screen.findAllByText('Spring');
  for (const name of [/^Restore Spring/, /^More of Spring/]) {
    const labels = screen.getAllByRole('button', { name }).map((each) => each.getAttribute('aria-label'));
    expect(new Set(labels).size).toBe(2);
  }
});

it('compares a moment with the present, page by page as of the first', async () => {
  const page = (records: object[], next: string | null) => ({
    from: 7,
    to: 9,
    structure: next ? [difference] : [],
    hasMoreStructure: false,
    records,
    titles: { recA: 'Rose' },
    next,
  });
  const difference = {
    kind: 'view',
    id: 'viwA',
    tableId: 'tblA',
    name: 'All',
    change: 'changed',
    aspects: ['name', 'visibleFieldOrder'],
  };
  const record = (id: string, change: string) => ({
    id,
    tableId: 'tblA',
    change,
    cells: [{ fieldId: 'fldA', before: 'red', after: 'white' }],
  });
  const { user, of } = open({
    ...one,
    'GET comparison?from=7': () => page([record('recA', 'changed')], 'recA'),
    'GET comparison?from=7&to=9&after=recA': () => page([record('recB', 'removed')], null),
  });
  await user.click(await button(/^Compare the base as Mia left it/));
  expect(await screen.findByText('Rose')).toBeDefined();
  expect(screen.getByText('All').closest('li')?.textContent).toBe(
    'Changed view All: name, visible field order',
  );
  expect([screen.getByText('red').tagName, screen.getByText('white').tagName]).toEqual(['DEL', 'INS']);
  await user.click(await button('Show more records'));
  expect((await screen.findByText('Unnamed record')).closest('li')?.textContent).toContain('Deleted');
  expect(of('GET comparison?from=7&to=9&after=recA')).toHaveLength(1);
});

it('offers to compare what was since the base was last restored alone', async () => {
  const former = { ...snapshot(1, 'Before the mess'), seq: 4 };
  const { user } = open({
    'GET snapshots': () => ({ snapshots: [snapshot(2, 'Since'), former] }),
    'GET moments': () => ({ moments: [moment(12, '2026-03-02T09:00:00.000Z')], next: 12, keptFrom: 12 }),
    'GET moments?before=12': () => ({
      moments: [moment(6, '2026-03-02T08:00:00.000Z')],
      next: null,
      keptFrom: 1,
    }),
  });
  await user.click(await button('Show older changes'));
  await waitFor(() =>
    expect(screen.getAllByRole('button', { name: /^Restore the base as/ })).toHaveLength(2),
  );
  const offered = screen.getAllByRole('button', { name: /^Compare/ });
  expect(offered.map((one) => one.getAttribute('aria-label')?.split(',')[0])).toEqual([
    'Compare Since',
    expect.stringMatching(/^Compare the base as Mia left it/),
  ]);
});
