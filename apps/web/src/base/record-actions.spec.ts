import type { ActProgress } from '@pyairtable/realtime';
import * as ui from '@pyairtable/ui';
import { unopenedSession } from '@/testing/unopened-session';
import { RecordActions } from './record-actions';

afterEach(() => vi.restoreAllMocks());

/** Acts of a person whom nothing answers, and the toasts that stand. */
function start() {
  const shown = new Map<string, Parameters<typeof ui.showToast>[0]>();
  vi.spyOn(ui, 'showToast').mockImplementation((toast) => {
    shown.set(toast.title, toast);
    return toast.title;
  });
  vi.spyOn(ui, 'dismissToast').mockImplementation((id) => void shown.delete(id));
  const session = unopenedSession();
  return { session, records: new RecordActions(session), shown };
}

const IDS = Array.from({ length: 3_000 }, (_, at) => `rec${String(at)}`);

it('tells of a long deletion when it is done, and says how far one came that is stopped, with its undo', () => {
  const { session, records, shown } = start();
  const undone = vi.spyOn(session, 'undo');
  records.delete('tbl', ['recA', 'recB']);
  expect([...shown.keys()]).toEqual(['2 records deleted']);
  records.delete('tbl', IDS);
  expect(shown.size).toBe(0);
  records.stop({ ...(session.act as ActProgress), cancel: () => ({ done: 1_000, left: 2_000 }) });
  expect([...shown.keys()]).toEqual(['Stopped: 1,000 records deleted, 2,000 records not']);
  [...shown.values()][0]?.undo?.();
  expect([undone.mock.calls.length, shown.size]).toEqual([1, 0]);
});

it('says that nothing was done of what is stopped before it was sent, and offers no undo of what was before', () => {
  const { session, records, shown } = start();
  records.create('tbl', [{ cells: {} }]);
  records.delete('tbl', IDS);
  records.stop(session.act as ActProgress);
  expect([...shown.values()]).toEqual([{ title: 'Stopped before a record was deleted' }]);
  expect([session.act, session.pendingCount]).toEqual([null, 1]);
});

it('does not call stopped what is on its way as a whole', () => {
  const { session, records, shown } = start();
  session.updateRecords(
    'tbl',
    IDS.map((id) => ({ id, cells: {} })),
  );
  records.stop({ ...(session.act as ActProgress), cancel: () => ({ done: 3_000, left: 0 }) });
  expect([...shown.values()]).toEqual([{ title: 'Too late to stop: 3,000 records changed' }]);
});

it('offers to take a deletion back only while that is what Undo takes back', async () => {
  const { session, records, shown } = start();
  records.delete('tbl', ['recA']);
  session.recordAct({ tableId: 'tbl', undo: vi.fn(), redo: vi.fn() });
  expect(shown.size).toBe(0);
  const act = { tableId: 'tbl', undo: vi.fn(), redo: vi.fn() };
  const remove = async () => {
    const begun = session.beginAct({});
    await Promise.resolve();
    begun.do(() => void session.recordAct(act));
  };
  await records.deleting('Grid', remove);
  expect([...shown.keys()]).toEqual(['“Grid” was deleted']);
  session.undo();
  expect(shown.size).toBe(0);
  const deleted = records.deleting('List', remove);
  session.recordAct({ undo: vi.fn(), redo: vi.fn() });
  await deleted;
  expect(shown.size).toBe(0);
});

it('tells what an act did until that is undone, and no longer', () => {
  const { session, records, shown } = start();
  session.recordAct({ tableId: 'tbl', undo: vi.fn(), redo: vi.fn() });
  records.tell({ title: '“Note” is of type Number now' });
  records.create('tbl', [{ cells: {} }]);
  records.undo();
  expect([...shown.keys()]).toEqual(['“Note” is of type Number now']);
  records.undo();
  expect(shown.size).toBe(0);
});

it('tells that something is undone only when it is', () => {
  const { session, records, shown } = start();
  const told: string[] = [];
  records.onStep((done, { tableIds }) => told.push(done, ...tableIds));
  records.delete('tbl', ['recA']);
  records.undo();
  records.redo();
  expect(told).toEqual(['Undone', 'tbl', 'Redone', 'tbl']);
  // As if it had been sent: only the server knows.
  vi.spyOn(session, 'undo').mockReturnValue('waits');
  records.undo();
  expect([told.length, shown.size]).toEqual([4, 0]);
});

it('gives up, on undo, what has not been done yet, in its turn among the acts of the person', () => {
  const { session, records } = start();
  const told: string[] = [];
  records.onStep((done) => told.push(done));
  const given: string[] = [];
  const first = records.begin('tbl', () => given.push('first'));
  records.begin('tbl', () => given.push('second'));
  records.create('tbl', [{ cells: {} }]);
  records.undo();
  expect([given, told]).toEqual([[], ['Undone']]);
  records.undo();
  expect([given, told]).toEqual([['second'], ['Undone', 'Undone']]);
  first.end();
  records.undo();
  expect([given, session.canUndo]).toEqual([['second'], false]);
});
