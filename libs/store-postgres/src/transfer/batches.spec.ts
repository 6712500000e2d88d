import { batches, madeInBatches } from './batches';

const LIST = Array.from({ length: 5_000 }, (_, at) => at);

it('a list comes whole and in its order, in batches', () => {
  expect([...batches(LIST)].map(({ length }) => length)).toEqual([2_000, 2_000, 1_000]);
  expect([...batches(LIST)].flat()).toEqual(LIST);
  expect([...batches([])]).toEqual([]);
});

it('others have the process between two batches of what is made', async () => {
  let others = 0;
  const seen = await madeInBatches(LIST, (at) => {
    if (at % 2_000 === 0) setImmediate(() => (others += 1));
    return at % 2_000 === 1 ? [others, at] : [];
  });
  expect(seen).toEqual([0, 1, 1, 2_001, 2, 4_001]);
});
