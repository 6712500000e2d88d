import * as ui from '@pyairtable/ui';
import { act, renderHook } from '@testing-library/react';
import { unopenedSession } from '@/testing/unopened-session';
import { useReading } from './use-reading';

afterEach(() => vi.restoreAllMocks());

/** A read that is answered by hand, or at once. */
function asked(now?: string) {
  let resolve: (answer: string) => void = () => undefined;
  const answer = new Promise<string>((done) => (resolve = done));
  if (now !== undefined) resolve(now);
  return { read: vi.fn<(signal: AbortSignal) => Promise<string>>(() => answer), resolve };
}

it('reads for all acts at once, and answers them in the order in which they were asked for', async () => {
  const { result } = renderHook(() => useReading());
  const [copy, clear] = [asked(), asked()];
  const told: (string | null)[] = [];
  await act(async () => {
    const first = result.current.run(1, copy.read).then((answer) => told.push(answer));
    const second = result.current.run(1, clear.read).then((answer) => told.push(answer));
    expect([copy.read.mock.calls.length, clear.read.mock.calls.length]).toEqual([1, 1]);
    clear.resolve('cleared');
    copy.resolve('copied');
    await Promise.all([first, second]);
  });
  expect(told).toEqual(['copied', 'cleared']);
});

it('gives up the one whose signal says so, or that is undone, and not those beside it', async () => {
  const { result } = renderHook(() => useReading());
  const [tick, paste, clear] = [asked(), asked(), asked()];
  const ticking = new AbortController();
  const session = unopenedSession();
  const pasted = vi.fn();
  await act(async () => {
    const answers = Promise.all([
      result.current.run(1, tick.read, { signal: ticking.signal }),
      result.current.run(1, paste.read, {
        begin: (giveUp) => session.beginAct({ giveUp }),
        act: pasted,
      }),
      result.current.run(1, clear.read),
    ]);
    ticking.abort();
    expect(session.isExpecting).toBe(true);
    session.undo();
    clear.resolve('cleared');
    expect(await answers).toEqual([null, null, 'cleared']);
  });
  expect([session.isExpecting, pasted.mock.calls]).toEqual([false, []]);
  expect(tick.read.mock.calls[0]?.[0].aborted).toBe(true);
});

it('reads cells for an act as the acts before it leave them, though those take longer than their reading', async () => {
  const { result } = renderHook(() => useReading());
  let cell = 'as pasted';
  const read = async (_: AbortSignal, __: unknown, turn: Promise<unknown>) => {
    await turn;
    return cell;
  };
  await act(async () => {
    const cleared = result.current.run(1, read, {
      act: async () => Promise.resolve().then(() => (cell = '')),
    });
    const pasted = result.current.run(1, read, {
      act(was) {
        if (was !== 'as pasted') cell = 'as pasted';
      },
    });
    await Promise.all([cleared, pasted]);
  });
  expect(cell).toBe('as pasted');
});

it('does the next act though one before it fails, and holds up undo no more', async () => {
  const { result } = renderHook(() => useReading());
  const session = unopenedSession();
  const begin = (giveUp: () => void) => session.beginAct({ giveUp });
  await act(async () => {
    const fails = result.current.run(1, asked('a').read, {
      begin,
      act: () => Promise.reject(new Error('no')),
    });
    await expect(fails).rejects.toThrow('no');
    expect(await result.current.run(1, asked('b').read, { begin })).toBe('b');
  });
  expect([session.isExpecting, session.canUndo]).toEqual([false, false]);
});

it('says that nothing is changed where it is left before the rows are read', async () => {
  const told = vi.spyOn(ui, 'showToast').mockImplementation(() => '');
  const session = unopenedSession();
  const [copied, cleared] = [renderHook(() => useReading()), renderHook(() => useReading())];
  const copy = copied.result.current.run(1, asked().read);
  const clear = cleared.result.current.run(1, asked().read, {
    begin: (giveUp) => session.beginAct({ giveUp }),
  });
  copied.unmount();
  expect(told).not.toHaveBeenCalled();
  cleared.unmount();
  expect([await copy, await clear]).toEqual([null, null]);
  expect(told).toHaveBeenCalledWith(expect.objectContaining({ title: 'Nothing was changed' }));
  expect([session.isExpecting, session.canUndo]).toEqual([false, false]);
});

it.each(['undo', 'its line'])(
  'waits no more for an act that waits itself where that is given up by %s, and shows it until then',
  async (way) => {
    vi.useFakeTimers();
    const { result } = renderHook(() => useReading());
    const session = unopenedSession();
    const wrote = vi.fn();
    let find: () => void = () => undefined;
    const next = vi.fn();
    await act(async () => {
      const found = new Promise<void>((resolve) => (find = resolve));
      void result.current.run(1, asked('rows').read, {
        begin: (giveUp) => session.beginAct({ giveUp }),
        act: async (_, begun) => {
          await found;
          begun?.do(wrote);
        },
      });
      void result.current.run(2, asked('other').read, { act: next });
      await vi.advanceTimersByTimeAsync(1_000);
    });
    expect([result.current.reading?.rows, next.mock.calls.length]).toEqual([1, 0]);
    await act(async () => {
      if (way === 'undo') session.undo();
      else result.current.reading?.cancel();
      find();
      await vi.advanceTimersByTimeAsync(0);
    });
    expect([result.current.reading, wrote.mock.calls, session.canUndo]).toEqual([null, [], false]);
    if (way === 'undo') expect(next).toHaveBeenCalledOnce();
    vi.useRealTimers();
  },
);
