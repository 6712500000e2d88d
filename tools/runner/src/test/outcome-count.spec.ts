import { failedTasks, OutcomeCount, ranTasks } from './outcome-count';

const countOf = (...lines: string[]) => {
  const count = new OutcomeCount();
  for (const line of lines) count.line(line);
  return [count.passed, count.failed];
};

describe('the count of outcomes', () => {
  it.each([
    ['      Tests  6 passed (6)', [6, 0]],
    ['      Tests  1 failed | 5 passed | 2 skipped (8)', [5, 1]],
    [' Test Files  2 passed (2)', [0, 0]],
    ['12 passed in 0.31s', [12, 0]],
    ['1 failed, 11 passed, 2 warnings in 0.31s', [11, 1]],
    ['===== 3 passed, 1 error in 2.00s =====', [3, 1]],
    ['    --- PASS: TestSignIn/refuses (0.00s)', [1, 0]],
    ['--- FAIL: TestSignIn (0.00s)', [0, 1]],
    ['--- SKIP: TestSlow (0.00s)', [0, 0]],
    ['40 passed tests of time', [0, 0]],
  ])('reads %s', (line, expected) => expect(countOf(line)).toEqual(expected));

  it('shows failures and keeps the noise of passing Go tests back', () => {
    const count = new OutcomeCount();
    expect(['=== RUN   TestA', '--- PASS: TestA (0.00s)'].map((line) => count.line(line))).toEqual([
      false,
      false,
    ]);
    expect(count.line('--- FAIL: TestB (0.00s)')).toBe(true);
  });
});

describe('the report of Nx', () => {
  it('names the tasks that ran and those that failed', () => {
    const output = [
      '> nx run kernel:test',
      '',
      '> nx run @pyairtable/api:lint  [local cache]',
      'Failed tasks:',
      '',
      '- kernel:test',
      '',
    ];
    expect(ranTasks(output)).toEqual(['kernel:test', '@pyairtable/api:lint']);
    expect(failedTasks(output)).toEqual(['kernel:test']);
  });

  it('has no failed task without the list of them', () => expect(failedTasks(['- not a task'])).toEqual([]));
});
