import { Progress } from './progress';

it('counts from when the command was typed, what another process did of it included', () => {
  const total = Number(new Progress(performance.timeOrigin - 60_000).total());
  expect(total).toBeGreaterThanOrEqual(60 + performance.now() / 1000 - 1);
});

it('counts from now where nobody says, or a clock was set back', () => {
  expect(Number(new Progress().total())).toBeLessThan(1);
  expect(Number(new Progress(performance.timeOrigin + 60_000).total())).toBeLessThan(1);
});
