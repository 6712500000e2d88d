import { GIVE_UP_MS, givingWay } from './base-gate';

describe('what gives way to others', () => {
  const vain = () => Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' });
  const ATTEMPTS = 9;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** The patience of each attempt, of which the last gets all that it needs. */
  const tried = async (turnMs: number, attemptMs: number, attempts = ATTEMPTS) => {
    const patience: number[] = [];
    const inTurn = async <R>(work: () => Promise<R>) => {
      vi.advanceTimersByTime(turnMs);
      return work();
    };
    await givingWay(inTurn, async (patienceMs) => {
      patience.push(patienceMs);
      vi.advanceTimersByTime(attemptMs);
      if (patience.length < attempts) throw vain();
    });
    return patience;
  };

  it('is tried as often as before however long it waits for its turns', async () => {
    const usual = await tried(0, 50);
    expect(await tried(GIVE_UP_MS, 50)).toEqual(usual);
    expect(new Set(usual).size).toBe(1);
  });

  it('is patient once it was tried for long, and then gives up', async () => {
    const patience: number[] = [];
    await expect(
      givingWay(
        (work) => work(),
        async (patienceMs) => {
          patience.push(patienceMs);
          vi.advanceTimersByTime(GIVE_UP_MS / 6);
          throw vain();
        },
      ),
    ).rejects.toMatchObject({ code: '55P03' });
    expect(patience).toHaveLength(6);
    expect(patience.filter((ms) => ms > (patience[0] as number))).toEqual([patience[5]]);
  });
});
