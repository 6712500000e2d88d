import * as ui from '@pyairtable/ui';
import { unopenedSession } from '@/testing/unopened-session';
import { RecordActions } from './record-actions';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A person with two acts behind them, before a change of the structure that has no answer yet. */
function start() {
  const shown = new Map<string, Parameters<typeof ui.showToast>[0]>();
  vi.spyOn(ui, 'showToast').mockImplementation((toast) => {
    shown.set(toast.title, toast);
    return toast.title;
  });
  vi.spyOn(ui, 'dismissToast').mockImplementation((id) => void shown.delete(id));
  const session = unopenedSession();
  vi.spyOn(session, 'state', 'get').mockReturnValue('online');
  const records = new RecordActions(session);
  const taken: string[] = [];
  const act = (name: string) => ({
    undo: () => taken.push(`undo ${name}`),
    redo: () => taken.push(`redo ${name}`),
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
  vi.runAllTimers();
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
  vi.runAllTimers();
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
  vi.runAllTimers();
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
  vi.runAllTimers();
  answer(true);
  expect([shown.size, taken, session.waiting]).toEqual([0, [], undefined]);
  records.undo();
  expect(taken).toEqual(['undo second']);
});

it('says nothing where the answer comes at once', () => {
  const { records, shown, answer } = start();
  records.undo();
  answer();
  vi.runAllTimers();
  expect([shown.size, vi.mocked(ui.showToast).mock.calls]).toEqual([0, []]);
});
