import type { InstantResult, ReadCell } from '@pyairtable/contracts';
import type { Result } from '@pyairtable/kernel';
import { DATE_FORMATS, formatDay, TIME_FORMATS } from './date-format';
import { dateShape } from './date/date';
import { dateTimeShape, formatInstant } from './date-time/date-time';
import { objectOf, oneOf, type OptionReader } from './options-reader';

/** How a computed time is shown when nobody says. */
export const DEFAULT_RESULT: InstantResult = {
  type: 'dateTime',
  options: {
    timeZone: 'client',
    dateFormat: { name: 'local', format: DATE_FORMATS.local },
    timeFormat: { name: '12hour', format: TIME_FORMATS['12hour'] },
  },
};

/** Reads `{type: 'date' | 'dateTime', options}` of that type. */
export const resultReader: OptionReader<InstantResult> = {
  read(value, path) {
    const isDate =
      typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'date';
    const shape = isDate
      ? objectOf({ type: oneOf(['date']), options: dateShape })
      : objectOf({ type: oneOf(['dateTime']), options: dateTimeShape });
    return shape.read(value, path) as Result<InstantResult, string>;
  },
};

/** A computed instant as shown; a result of type `date` shows the day in UTC. */
export function formatResult(
  cell: ReadCell,
  result: InstantResult,
  context: { timeZone: string; locale: string },
): string {
  const instant = typeof cell === 'string' ? Date.parse(cell) : Number.NaN;
  if (Number.isNaN(instant)) return '';
  return result.type === 'date'
    ? formatDay(instant, result.options, context.locale)
    : formatInstant(instant, result.options, context);
}
