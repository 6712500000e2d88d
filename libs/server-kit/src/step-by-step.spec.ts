import { stepByStep } from './step-by-step';

it('a long work lets others have the process between its steps, and ends with its result', async () => {
  let others = 0;
  const seen: number[] = [];
  const steps = function* () {
    for (let at = 0; at < 3; at += 1) {
      setImmediate(() => (others += 1));
      seen.push(others);
      yield;
    }
    return 'done';
  };
  expect(await stepByStep(steps(), 0)).toBe('done');
  expect(seen).toEqual([0, 1, 2]);
});
