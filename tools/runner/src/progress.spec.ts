import { Progress } from './progress';

/** As long as the process has lived, in milliseconds. */
const now = (ms: number) => vi.spyOn(performance, 'now').mockReturnValue(ms);
afterEach(() => vi.restoreAllMocks());

it('counts from when the command was typed, what another process did of it included', () => {
  now(5_000);
  expect(new Progress(performance.timeOrigin - 60_000).total()).toBe('65.0');
});

it('counts from now where nobody says, or a clock was set back', () => {
  now(5_000);
  const started = [new Progress(), new Progress(performance.timeOrigin + 60_000)];
  now(6_200);
  expect(started.map((one) => one.total())).toEqual(['1.2', '1.2']);
});
