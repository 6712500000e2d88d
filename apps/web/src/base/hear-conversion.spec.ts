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
  const { heard, end } = hearConversion(session, 'fldA');
  let isOver = false;
  return { tell, end, listeners, wait: () => void heard().then(() => (isOver = true)), isOver: () => isOver };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('is over once the page has heard of that field, before the answer or behind it', async () => {
  const behind = start();
  behind.wait();
  behind.tell('field.updated', 'fldA');
  behind.tell('field.converted', 'fldB');
  await vi.advanceTimersByTimeAsync(100);
  expect(behind.isOver()).toBe(false);
  behind.tell('field.converted', 'fldA');
  await vi.advanceTimersByTimeAsync(0);
  expect(behind.isOver()).toBe(true);
  behind.end();
  expect(behind.listeners.size).toBe(0);

  const before = start();
  before.tell('field.converted', 'fldA');
  before.wait();
  await vi.advanceTimersByTimeAsync(0);
  expect(before.isOver()).toBe(true);
});

it('waits neither without a connection nor for ever', async () => {
  const offline = start('offline');
  offline.wait();
  await vi.advanceTimersByTimeAsync(0);
  expect(offline.isOver()).toBe(true);
  const never = start();
  never.wait();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(never.isOver()).toBe(true);
});
