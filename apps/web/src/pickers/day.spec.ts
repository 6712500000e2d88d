import type { Field } from '@pyairtable/contracts';
import { dayIn, monthAfter, monthWeeks, withDay } from './day';

const dateFormat = { name: 'iso', format: 'YYYY-MM-DD' } as const;
const date: Field = { id: 'fld', name: 'Due', type: 'date', options: { dateFormat } };
const dateTime = (timeZone: string): Field => ({
  id: 'fld',
  name: 'At',
  type: 'dateTime',
  options: { dateFormat, timeFormat: { name: '24hour', format: 'HH:mm' }, timeZone },
});

it('shows the day in the field’s zone', () => {
  expect(dayIn('2026-03-01', date, 'UTC')).toBe('2026-03-01');
  expect(dayIn('2026-03-01T23:30:00.000Z', dateTime('utc'), 'Asia/Tokyo')).toBe('2026-03-01');
  expect(dayIn('2026-03-01T23:30:00.000Z', dateTime('client'), 'Asia/Tokyo')).toBe('2026-03-02');
  expect(dayIn(null, date, 'UTC')).toBeNull();
});

it('keeps the clock when the day changes, across a change of clocks too', () => {
  const field = dateTime('Europe/Vienna');
  // 08:15 in Vienna is 07:15 UTC in winter and 06:15 in summer.
  expect(withDay('2026-01-10T07:15:00.000Z', '2026-07-10', field, 'UTC')).toBe('2026-07-10T06:15:00.000Z');
});

it('starts an empty date-time at nine', () => {
  expect(withDay(null, '2026-05-04', dateTime('utc'), 'UTC')).toBe('2026-05-04T09:00:00.000Z');
});

it('lays a month out in whole weeks from Monday', () => {
  const weeks = monthWeeks('2026-02');
  expect(weeks).toHaveLength(5);
  expect(weeks[0]?.[0]).toBe('2026-01-26');
  expect(weeks.at(-1)?.at(-1)).toBe('2026-03-01');
  expect(monthWeeks('2027-02')).toHaveLength(4);
});

it('counts months over the year', () => {
  expect(monthAfter('2026-12', 1)).toBe('2027-01');
  expect(monthAfter('2026-01', -1)).toBe('2025-12');
});
