import type { Table } from '@pyairtable/contracts';
import type { SessionEvent } from '@pyairtable/realtime';
import * as ui from '@pyairtable/ui';
import { act, renderHook } from '@testing-library/react';
import { unopenedSession } from '@/testing/unopened-session';
import { RecordActions } from './record-actions';
import { useUndone } from './use-undone';

afterEach(() => vi.restoreAllMocks());

const views = ['Grid', 'Late'].map((name) => ({ id: `viw${name}`, name }));
const tables = [
  { id: 'tblTasks', name: 'Tasks', views },
  { id: 'tblPeople', name: 'People', views: [{ id: 'viwAll', name: 'All' }] },
] as Table[];

/** Undoes an act of that table and view before one in another, and answers what was opened and said. */
function undo(where: { tableId?: string; viewId?: string }) {
  const said = vi.spyOn(ui, 'showToast').mockImplementation(() => '');
  const session = unopenedSession();
  const records = new RecordActions(session);
  const opened: unknown[] = [];
  renderHook(() =>
    useUndone(records, { tableId: 'tblTasks', viewId: 'viwGrid' }, tables, (...place) => opened.push(place)),
  );
  session.recordAct({ ...where, undo: () => undefined, redo: () => undefined });
  act(() => records.undo());
  return { opened, said: said.mock.calls.map(([{ title }]) => title) };
}

it.each<[string, { tableId?: string; viewId?: string }, unknown[], string[]]>([
  ['in the table that is shown', { tableId: 'tblTasks' }, [], []],
  ['in the view that is shown', { tableId: 'tblTasks', viewId: 'viwGrid' }, [], []],
  ['of the base', {}, [], []],
  ['in another table', { tableId: 'tblPeople' }, [['tblPeople', undefined]], ['Undone in “People”']],
  [
    'in another view of the table',
    { tableId: 'tblTasks', viewId: 'viwLate' },
    [['tblTasks', 'viwLate']],
    ['Undone in “Late”'],
  ],
  ['in a view that is gone', { tableId: 'tblTasks', viewId: 'viwGone' }, [], []],
])('opens and names where something was undone that is not shown: %s', (_what, where, opened, said) => {
  expect(undo(where)).toEqual({ opened, said });
});

it('stays where a cell is that a record was made with, in whichever table that is', () => {
  const said = vi.spyOn(ui, 'showToast').mockImplementation(() => '');
  const session = unopenedSession();
  const records = new RecordActions(session);
  const opened: unknown[] = [];
  renderHook(() =>
    useUndone(records, { tableId: 'tblTasks', viewId: 'viwGrid' }, [...tables].reverse(), (...place) =>
      opened.push(place),
    ),
  );
  const linked = [{ tableId: 'tblPeople', id: 'recAnn', cells: {} }];
  records.create('tblTasks', [{ cells: { fldOwner: ['recAnn'] } }], {}, linked);
  act(() => records.undo());
  act(() => records.redo());
  expect([opened, said.mock.calls, session.canUndo]).toEqual([[], [], true]);
  // A record of that table alone is undone there, and that is said.
  records.create('tblPeople', [{ cells: {} }]);
  act(() => records.undo());
  expect([opened, said.mock.calls]).toEqual([
    [['tblPeople', undefined]],
    [[{ title: 'Undone in “People”' }]],
  ]);
});

it.each([
  [{ kept: 2, isDone: true }, 'Undone, but for 2 cells that others have changed since'],
  [{ kept: 1, isDone: false }, 'Nothing was undone: others have changed it since'],
  [{ kept: 1, converted: 1, isDone: true }, 'Undone, but for 1 cell whose field has another type now'],
  [{ kept: 1, converted: 1, isDone: false }, 'Nothing was undone: the field has another type now'],
])('says what stays as it is: %j', (step, title) => {
  const said = vi.spyOn(ui, 'showToast').mockImplementation(() => '');
  const session = unopenedSession();
  let tell: ((event: SessionEvent) => void) | undefined;
  vi.spyOn(session, 'subscribe').mockImplementation((listener) => {
    tell = listener;
    return () => undefined;
  });
  renderHook(() =>
    useUndone(new RecordActions(session), { tableId: 'tblTasks', viewId: undefined }, tables, vi.fn()),
  );
  act(() => tell?.({ type: 'step', kind: 'undo', tableIds: ['tblTasks'], viewId: undefined, ...step }));
  expect(said.mock.calls).toEqual([[{ title }]]);
});
