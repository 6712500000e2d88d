import { Lanes, type Waiting } from './lanes';

/** Lanes whose batches end when told to. */
function start(most = 3) {
  const batches: { works: string[]; end: (failure?: Error) => void }[] = [];
  const lanes = new Lanes<string, string>(
    (batch: readonly Waiting<string, string>[]) =>
      new Promise((done, fail) => {
        batches.push({
          works: batch.map(({ work }) => work),
          end: (failure) => {
            if (failure) return fail(failure);
            for (const { work, resolve } of batch) resolve(work.toUpperCase());
            done();
          },
        });
      }),
    most,
  );
  return { lanes, batches };
}

describe('lanes', () => {
  it('start a lone work at once, and carry out together what came meanwhile', async () => {
    const { lanes, batches } = start();
    const results = ['a', 'b', 'c', 'd', 'e'].map((work) => lanes.run('lane', work));
    expect(batches.map(({ works }) => works)).toEqual([['a']]);
    batches[0]?.end();
    await results[0];
    await vi.waitFor(() => expect(batches[1]?.works).toEqual(['b', 'c', 'd']), 10_000);
    batches[1]?.end();
    await vi.waitFor(() => expect(batches[2]?.works).toEqual(['e']), 10_000);
    batches[2]?.end();
    expect(await Promise.all(results)).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  it('do not wait for one another', () => {
    const { lanes, batches } = start();
    void lanes.run('one', 'a');
    void lanes.run('other', 'b');
    expect(batches.map(({ works }) => works)).toEqual([['a'], ['b']]);
  });

  it('fail all of a batch that fails as a whole, and go on with the next', async () => {
    const { lanes, batches } = start();
    const results = ['a', 'b', 'c'].map((work) => lanes.run('lane', work));
    batches[0]?.end(new Error('away'));
    await expect(results[0]).rejects.toThrow('away');
    await vi.waitFor(() => expect(batches).toHaveLength(2), 10_000);
    batches[1]?.end();
    expect(await Promise.all(results.slice(1))).toEqual(['B', 'C']);
    expect(batches).toHaveLength(2);
  });
});
