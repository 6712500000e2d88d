import { FewAtOnce } from './few-at-once';

describe('few at once', () => {
  let few: FewAtOnce;
  let passed: string[];
  beforeEach(() => {
    vi.useFakeTimers();
    few = new FewAtOnce({ atOnce: 2, lastsMs: 5_000, heldMs: 1_000 });
    passed = [];
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const pass = async (name: string, who = 'Ann') => {
    const leave = await few.enter(who);
    passed.push(name);
    return leave;
  };

  it('pass of one for whom it was said, and all of others', async () => {
    few.begin('Ann');
    const leaves = ['a', 'b', 'c', 'd'].map((name) => pass(name));
    await pass('other', 'Ben');
    expect(passed.toSorted()).toEqual(['a', 'b', 'other']);
    const leave = await leaves[0];
    leave?.();
    leave?.();
    await leaves[2];
    expect(passed).not.toContain('d');
  });

  it('are not those that take long, each of which keeps others waiting for a while only', async () => {
    few.begin('Ann');
    const leaves = ['long', 'longer', 'third', 'fourth', 'fifth'].map((name) => pass(name));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(passed).toEqual(['long', 'longer', 'third', 'fourth']);
    (await leaves[0])?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(passed).not.toContain('fifth');
  });

  it('are forgotten some time after it was last said, those that wait included', async () => {
    few.begin('Ann');
    await vi.advanceTimersByTimeAsync(4_000);
    few.begin('Ann');
    await vi.advanceTimersByTimeAsync(4_999);
    expect(few.size).toBe(1);
    const late = ['a', 'b', 'c'].map((name) => pass(name));
    await vi.advanceTimersByTimeAsync(1);
    expect(few.size).toBe(0);
    expect(await pass('d')).toBeNull();
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all(late);
    expect(vi.getTimerCount()).toBe(1);
  });
});
