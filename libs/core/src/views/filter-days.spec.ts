import type { DateOperand } from '@pyairtable/contracts';
import { daysOf, instantsOf, todayIn } from './filter-days';

const iso = (ms: number) => new Date(ms).toISOString();
const day = (text: string) => Date.parse(text);
/** First and last day of an operand, asked on a day. */
const days = (operand: DateOperand, today: string) => {
  const span = daysOf(operand, day(today));
  return span && [span.first, span.last].map((ms) => iso(ms).slice(0, 10)).join(' ');
};

describe('the days of a condition', () => {
  it.each([
    ['today', '2026-11-29', '2026-11-29 2026-11-29'],
    ['yesterday', '2026-03-01', '2026-02-28 2026-02-28'],
    ['oneMonthAgo', '2024-03-31', '2024-02-29 2024-02-29'],
    ['oneMonthFromNow', '2026-01-31', '2026-02-28 2026-02-28'],
    ['pastYear', '2024-02-29', '2023-02-28 2024-02-29'],
    ['nextWeek', '2026-12-28', '2026-12-28 2027-01-04'],
    ['thisCalendarWeek', '2026-11-29', '2026-11-29 2026-12-05'],
    ['thisCalendarWeek', '2026-12-05', '2026-11-29 2026-12-05'],
    ['thisCalendarMonth', '2024-02-10', '2024-02-01 2024-02-29'],
    ['thisCalendarYear', '2026-12-31', '2026-01-01 2026-12-31'],
  ] as const)('are for %s on %s: %s', (mode, today, expected) =>
    expect(days({ mode }, today)).toBe(expected),
  );

  it('are counted, and none while the count or the date is not there', () => {
    expect(days({ mode: 'daysAgo', numberOfDays: 30 }, '2026-01-10')).toBe('2025-12-11 2025-12-11');
    expect(days({ mode: 'nextNumberOfDays', numberOfDays: 0 }, '2026-01-10')).toBe('2026-01-10 2026-01-10');
    expect(days({ mode: 'daysAgo' }, '2026-01-10')).toBeUndefined();
    expect(days({ mode: 'exactDate' }, '2026-01-10')).toBeUndefined();
    expect(days({ mode: 'exactDate', exactDate: '2026-02-31' }, '2026-01-10')).toBeUndefined();
  });

  it('begin and end by the clock of their zone, also when that is put forward or back', () => {
    const last = { first: day('2026-03-29'), last: day('2026-03-29') };
    const { first, after } = instantsOf(last, 'Europe/Berlin');
    expect([iso(first), iso(after)]).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
    expect(iso(todayIn(day('2026-11-29T23:30:00Z'), 'Asia/Tokyo'))).toBe('2026-11-30T00:00:00.000Z');
    expect(iso(todayIn(day('2026-11-29T04:30:00Z'), 'America/New_York'))).toBe('2026-11-28T00:00:00.000Z');
  });
});
