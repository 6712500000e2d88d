import { BaseSession } from '@pyairtable/realtime';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { Announcements } from '@/shell/announcements';
import { BaseContextProvider, type BaseContext } from './base-context';
import { GridStatus } from './grid-status';
import { RecordActions } from './record-actions';

const IDS = Array.from({ length: 3_000 }, (_, at) => `rec${String(at)}`);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function open(reading: Parameters<typeof GridStatus>[0]['reading'] = null) {
  const session = new BaseSession({
    url: 'ws://host/room',
    seq: 0,
    permissionLevel: 'edit',
    userId: 'usrMia',
    whoIsSignedIn: () => Promise.resolve('usrMia'),
    openSocket: () => ({ addEventListener: vi.fn(), send: vi.fn(), close: vi.fn() }),
  });
  const records = new RecordActions(session);
  const line = (now: typeof reading) => (
    <BaseContextProvider value={{ session, records } as unknown as BaseContext}>
      <Announcements />
      <GridStatus
        count={3_000}
        summary={null}
        selection={null}
        reading={now}
        tableId="tbl"
        onDeleted={vi.fn()}
      />
    </BaseContextProvider>
  );
  const { rerender, container } = render(line(reading));
  const said = () => container.querySelector('[aria-live=polite]')?.textContent.trim();
  return { session, said, read: (now: typeof reading) => rerender(line(now)) };
}

it('shows how far a long act is, says it once, and stops it', async () => {
  const { session, said } = open();
  act(() => session.deleteRecords('tbl', IDS));
  expect(screen.queryByText(/Deleting/)).toBeNull();
  await act(() => vi.advanceTimersByTimeAsync(600));
  screen.getByText('Deleting 0 of 3,000 records');
  expect(said()).toBe('Deleting 3,000 records');
  // Some may come back yet.
  expect(screen.queryByText('3,000 records')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect([screen.queryByText(/Deleting 0/), session.pendingCount]).toEqual([null, 0]);
  screen.getByText('3,000 records');
});

it('counts what is read for an act, and gives it up', () => {
  const cancel = vi.fn();
  const { said, read } = open({ done: 500, rows: 1_000, cancel });
  screen.getByText('Reading 500 of 1,000 records');
  const first = said();
  read({ done: 900, rows: 1_000, cancel });
  screen.getByText('Reading 900 of 1,000 records');
  expect([first, said()]).toEqual(['Reading 1,000 records', 'Reading 1,000 records']);
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(cancel).toHaveBeenCalledTimes(1);
});
