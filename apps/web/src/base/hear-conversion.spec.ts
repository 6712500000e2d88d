import type { SessionEvent } from '@pyairtable/realtime';
import { hearConversion } from './hear-conversion';

function start(state: 'online' | 'offline' = 'online') {
  const listeners = new Set<(event: SessionEvent) => void>();
  const session = {
    state,
    subscribe: (listener: (event: SessionEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const tell = (action: string, fieldId: string) => {
    const change = { kind: 'schema', action, tableId: 'tbl', fieldId };
    for (const listener of listeners) listener({ type: 'schema', change } as SessionEvent);
  };
  let answer = (_seq: number) => undefined as void;
  const asked = new Promise<number>((resolve) => (answer = resolve));
  let heard: number | undefined;
  void hearConversion(session, 'fldA', () => asked).then((seq) => (heard = seq));
  return { tell, listeners, answer: () => answer(7), heard: () => heard };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('is over once the page has heard of that field, before the answer or behind it', async () => {
  const behind = start();
  behind.answer();
  behind.tell('field.updated', 'fldA');
  behind.tell('field.converted', 'fldB');
  await vi.advanceTimersByTimeAsync(100);
  expect(behind.heard()).toBeUndefined();
  behind.tell('field.converted', 'fldA');
  await vi.advanceTimersByTimeAsync(0);
  expect(behind.heard()).toBe(7);
  expect(behind.listeners.size).toBe(0);

  const before = start();
  before.tell('field.converted', 'fldA');
  await vi.advanceTimersByTimeAsync(0);
  expect(before.heard()).toBeUndefined();
  before.answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(before.heard()).toBe(7);
});

it('waits neither without a connection nor for ever', async () => {
  const offline = start('offline');
  offline.answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(offline.heard()).toBe(7);
  const never = start();
  never.answer();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(never.heard()).toBe(7);
});
