import { dateAt, fail, type FormulaDate, type FormulaFailure } from '../value';

const CLOCK =
  '(?:(?:[ T]|, *| +)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)? ?([AaPp][Mm])?)?';
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const NAME =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';

/** Year, month, day, then the clock's five groups, in the order each pattern captures them. */
const PATTERNS: readonly {
  pattern: RegExp;
  order: readonly [year: number, month: number, day: number];
  zoned?: true;
}[] = [
  {
    pattern: new RegExp(
      `^([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})${CLOCK} ?(Z|z|[+-][0-9]{2}:?[0-9]{2})?$`,
    ),
    order: [1, 2, 3],
    zoned: true,
  },
  {
    pattern: new RegExp(`^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})${CLOCK}$`),
    order: [3, 1, 2],
  },
  {
    pattern: new RegExp(`^([0-9]{1,2})[- ]${NAME}[- ,]+([0-9]{4}|[0-9]{2})${CLOCK}$`, 'i'),
    order: [3, 2, 1],
  },
  { pattern: new RegExp(`^${NAME} ([0-9]{1,2}),? ([0-9]{4})${CLOCK}$`, 'i'), order: [3, 1, 2] },
];

/** Longest text looked at. */
const LENGTH = 100;

/**
 * Text where a date is needed, read in GMT: ISO 8601, `M/D/YY[YY]` month first, `D MMM YYYY`, `MMM D, YYYY`, each with an
 * optional time of day. Two-digit years turn at 68/69.
 */
export function parseDateText(text: string): FormulaDate | FormulaFailure {
  const trimmed = text.trim();
  if (trimmed.length <= LENGTH)
    for (const { pattern, order, zoned } of PATTERNS) {
      const found = pattern.exec(trimmed);
      if (!found) continue;
      const [year, month, day] = order.map((group) => found[group] as string) as [string, string, string];
      return instantOf({
        year: fullYear(year),
        month: /^[0-9]/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1,
        day: Number(day),
        clock: found.slice(4, 9),
        zone: zoned ? found[9] : undefined,
      });
    }
  return fail('This text is not a date.');
}

/** Two digits up to 68 are of this century. */
export const fullYear = (digits: string): number =>
  digits.length > 2 ? Number(digits) : Number(digits) + (Number(digits) > 68 ? 1900 : 2000);

interface Parts {
  year: number;
  month: number;
  day: number;
  clock: (string | undefined)[];
  zone: string | undefined;
}

function instantOf({ year, month, day, clock, zone }: Parts): FormulaDate | FormulaFailure {
  const [hours = '0', minutes = '0', seconds = '0', fraction = '', meridiem = ''] = clock;
  let hour = Number(hours);
  if (meridiem !== '') {
    if (hour < 1 || hour > 12) return fail('This time of day does not exist.');
    hour = (hour % 12) + (meridiem.toLowerCase() === 'pm' ? 12 : 0);
  }
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59)
    return fail('This time of day does not exist.');
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || month < 1)
    return fail('This date does not exist.');
  date.setUTCHours(hour, Number(minutes), Number(seconds), Number(fraction.padEnd(3, '0').slice(0, 3)));
  return dateAt(date.getTime() - zoneMs(zone));
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
