import type { Table } from '@pyairtable/contracts';
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
