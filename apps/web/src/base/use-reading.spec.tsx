import { act, renderHook } from '@testing-library/react';
import { useReading } from './use-reading';

/** A read that is answered by hand. */
function asked() {
  let resolve: (answer: string) => void = () => undefined;
  const answer = new Promise<string>((done) => (resolve = done));
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
  let undo = () => undefined as void;
  const end = vi.fn();
  await act(async () => {
    const answers = Promise.all([
      result.current.run(1, tick.read, { signal: ticking.signal }),
      result.current.run(1, paste.read, {
        begun(giveUp) {
          undo = giveUp;
          return end;
        },
      }),
      result.current.run(1, clear.read),
    ]);
    ticking.abort();
    undo();
    clear.resolve('cleared');
    expect(await answers).toEqual([null, null, 'cleared']);
  });
  expect(end).toHaveBeenCalledTimes(1);
  expect(tick.read.mock.calls[0]?.[0].aborted).toBe(true);
});
