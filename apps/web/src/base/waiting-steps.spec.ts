import * as ui from '@pyairtable/ui';
import { unopenedSession } from '@/testing/unopened-session';
import { RecordActions } from './record-actions';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A person with two acts behind them, before a change of the structure that has no answer yet. */
function start(connection: 'online' | 'offline' = 'online') {
  const shown = new Map<string, Parameters<typeof ui.showToast>[0]>();
  vi.spyOn(ui, 'showToast').mockImplementation((toast) => {
    shown.set(toast.title, toast);
    return toast.title;
  });
  vi.spyOn(ui, 'dismissToast').mockImplementation((id) => void shown.delete(id));
  const session = unopenedSession();
  // Nothing is listened to: only that the session is closed changes its state.
  const close = session.close.bind(session);
  const state = vi.spyOn(session, 'state', 'get').mockReturnValue(connection);
  vi.spyOn(session, 'close').mockImplementation(() => {
    state.mockReturnValue('closed');
    close();
  });
  session.open();
  const records = new RecordActions(session);
  const taken: string[] = [];
  const act = (name: string) => ({
    undo: () => void taken.push(`undo ${name}`),
    redo: () => void taken.push(`redo ${name}`),
  });
  session.recordAct(act('first'));
  session.recordAct(act('second'));
  const change = session.beginAct({});
  const answer = (isRefused = false) => {
    if (!isRefused) change.do(() => void session.recordAct(act('change')));
    change.end();
  };
  return { session, records, shown, taken, answer };
}

it('says that undo waits, and how often it was pressed, until the change is answered', () => {
  const { records, shown, taken, answer } = start();
  records.undo();
  expect(shown.size).toBe(0);
  vi.advanceTimersByTime(300);
  expect([...shown.keys()]).toEqual(['Undo waits']);
  records.undo();
  expect([[...shown.keys()], taken]).toEqual([['Undo waits, 2 times'], []]);
  answer();
  expect([shown.size, taken]).toEqual([0, ['undo change', 'undo second']]);
  records.redo();
  expect(taken.at(-1)).toBe('redo second');
});

it('takes back by redo what waits, one press after the other', () => {
  const { records, shown, taken, answer } = start();
  records.undo();
  records.undo();
  vi.advanceTimersByTime(300);
  records.redo();
  expect([...shown.keys()]).toEqual(['Undo waits']);
  records.redo();
  expect(shown.size).toBe(0);
  answer();
  expect(taken).toEqual([]);
});

it('gives all presses up together, and all acts stay as they were', () => {
  const { session, records, shown, taken, answer } = start();
  for (let press = 0; press < 3; press += 1) records.undo();
  vi.advanceTimersByTime(300);
  shown.get('Undo waits, 3 times')?.action?.run();
  expect([shown.size, session.waiting]).toEqual([0, undefined]);
  answer();
  expect(taken).toEqual([]);
  for (let press = 0; press < 3; press += 1) records.undo();
  expect(taken).toEqual(['undo change', 'undo second', 'undo first']);
});

it('takes back no more than was pressed for where the change is refused', () => {
  const { session, records, shown, taken, answer } = start();
  records.undo();
  vi.advanceTimersByTime(300);
  answer(true);
  expect([shown.size, taken, session.waiting]).toEqual([0, [], undefined]);
  records.undo();
  expect(taken).toEqual(['undo second']);
});

it('says nothing where the answer comes at once', () => {
  const { records, shown, answer } = start();
  records.undo();
  answer();
  vi.advanceTimersByTime(300);
  expect([shown.size, vi.mocked(ui.showToast).mock.calls]).toEqual([0, []]);
});

it('says it on whatever is done meanwhile, and calls it off all the same', () => {
  const { session, records, shown, taken, answer } = start();
  records.undo();
  vi.advanceTimersByTime(300);
  records.update('tbl', [{ id: 'rec', cells: { fld: 'new' } }]);
  expect([...shown.keys()]).toEqual(['Undo waits']);
  shown.get('Undo waits')?.action?.run();
  answer();
  expect([shown.size, session.waiting, taken]).toEqual([0, undefined, []]);
});

it('ends with the base’s page, and says what was not done', () => {
  const { session, records, shown, taken } = start();
  records.undo();
  records.undo();
  vi.advanceTimersByTime(300);
  session.close();
  expect([...shown.keys()]).toEqual(['Undo was not done']);
  expect(taken).toEqual([]);
});

it('says so too where no connection was there, and nothing where nothing waits any more', () => {
  const { session, records, shown, answer } = start('offline');
  records.undo();
  vi.advanceTimersByTime(300);
  expect(shown.get('Undo waits')?.description).toBe('It is done as soon as the connection is back.');
  session.close();
  expect([...shown.keys()]).toEqual(['Undo was not done']);
  const other = start();
  other.records.undo();
  vi.advanceTimersByTime(300);
  other.answer();
  other.session.close();
  answer();
  expect(other.shown.size).toBe(0);
});

it('ends too where the base is closed to the person', () => {
  const { session, records, shown } = start();
  records.undo();
  vi.advanceTimersByTime(300);
  vi.spyOn(session, 'state', 'get').mockReturnValue('accessLost');
  records.undo();
  expect([...shown.values()].map(({ title, description }) => [title, description])).toEqual([
    ['Undo was not done', 'You can no longer open the base.'],
  ]);
  // What waited, and then that it was not done, once.
  expect(ui.showToast).toHaveBeenCalledTimes(2);
});
