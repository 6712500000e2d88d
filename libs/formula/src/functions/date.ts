import {
  addMonths,
  addWorkdays,
  DAY_MS,
  dayNumber,
  difference,
  holidaysIn,
  span,
  startOf,
  startOfDay,
  unitOf,
  weekday,
  weekOf,
  workdaysBetween,
} from '../dates/calendar';
import { fromWall, toWall } from '../dates/time-zone';
import type { SqlBuilder } from '../sql/sql-builder';
import type { SqlValue } from '../sql/sql-value';
import { DATE_RANGE, dateAt, fail, FormulaDate } from '../value';
import { parameter, strict } from './define';
import type { FunctionDefinition } from './definition';
import { booleanResult, dateResult, numberResult, sqlOf, textResult, wholeResult, wholeSql } from './results';

const category = 'date' as const;
const number = (): 'number' => 'number';
const date = parameter('date', 'date', 'Date, or text that reads as one.');
const ms = (value: unknown): number => (value as FormulaDate).ms;

/** The wall clock of a date argument as SQL timestamp, in the formula's zone. */
const wallSql = (argument: SqlValue | undefined, builder: SqlBuilder): string =>
  builder.isGmt ? `formula.at(${sqlOf(argument)})` : `formula.wall(${sqlOf(argument)}, ${builder.zone()})`;

/** What the date shows, kept across arithmetic. */
const display = (argument: SqlValue | undefined): Partial<SqlValue> => ({
  ...(argument?.zone === undefined ? {} : { zone: argument.zone }),
  ...(argument?.locale === undefined ? {} : { locale: argument.locale }),
});

function part(
  name: string,
  summary: string,
  example: [string, string],
  read: (wall: Date) => number,
  field: string,
): FunctionDefinition {
  return strict({
    name,
    category,
    summary,
    parameters: [date],
    examples: [{ formula: example[0], result: example[1] }],
    result: number,
    evaluate: ([value], { timeZone }) => read(new Date(toWall(ms(value), timeZone))),
    sql: ([value], builder) =>
      wholeResult(`floor(extract(${field} FROM ${wallSql(value, builder)}))::integer`, { present: false }),
  });
}

function order(
  name: string,
  summary: string,
  example: [string, string],
  decide: (a: number, b: number) => boolean,
  operator: string,
): FunctionDefinition {
  return strict({
    name,
    category,
    summary,
    parameters: [parameter('date', 'date', 'Date.'), parameter('other', 'date', 'Date to compare with.')],
    examples: [{ formula: example[0], result: example[1] }],
    result: () => 'boolean',
    evaluate: ([a, b]) => decide(ms(a), ms(b)),
    sql: ([a, b]) => booleanResult(`coalesce(${sqlOf(a)} ${operator} ${sqlOf(b)}, false)`),
  });
}

const unit = parameter(
  'unit?',
  'text',
  'years, quarters, months, weeks, days, hours, minutes, seconds or milliseconds.',
);

export const dateFunctions: readonly FunctionDefinition[] = [
  strict({
    name: 'NOW',
    category,
    volatile: true,
    summary: 'The present moment.',
    parameters: [],
    examples: [{ formula: 'NOW()', result: '2024-03-15T14:30:00.000Z' }],
    result: () => 'date',
    evaluate: (_args, { nowMs }) => new FormulaDate(nowMs),
    sql: (_args, builder) => dateResult(builder.now(), { atomic: true }),
  }),
  strict({
    name: 'TODAY',
    category,
    volatile: true,
    summary: 'The present day, at midnight.',
    parameters: [],
    examples: [{ formula: 'TODAY()', result: '2024-03-15T00:00:00.000Z' }],
    result: () => 'date',
    evaluate: (_args, { nowMs, timeZone }) =>
      new FormulaDate(fromWall(startOfDay(toWall(nowMs, timeZone)), timeZone)),
    sql: (_args, builder) =>
      dateResult(
        builder.isGmt
          ? builder.column(`(${builder.now()} - ${builder.now()} % ${DAY_MS})`)
          : builder.column(
              `formula.instant(date_trunc('day', formula.wall(${builder.now()}, ${builder.zone()})), ${builder.zone()})`,
            ),
        { atomic: true },
      ),
  }),
  part(
    'YEAR',
    'The year of a date.',
    ['YEAR("02/17/2013")', '2013'],
    (wall) => wall.getUTCFullYear(),
    'year',
  ),
  part(
    'MONTH',
    'The month of a date, 1 to 12.',
    ['MONTH("02/17/2013")', '2'],
    (wall) => wall.getUTCMonth() + 1,
    'month',
  ),
  part(
    'DAY',
    'The day of the month, 1 to 31.',
    ['DAY("02/17/2013")', '17'],
    (wall) => wall.getUTCDate(),
    'day',
  ),
  part('HOUR', 'The hour, 0 to 23.', ['HOUR("4 Mar 2017 7:00")', '7'], (wall) => wall.getUTCHours(), 'hour'),
  part(
    'MINUTE',
    'The minute, 0 to 59.',
    ['MINUTE("02/17/2013 7:31")', '31'],
    (wall) => wall.getUTCMinutes(),
    'minute',
  ),
  part(
    'SECOND',
    'The second, 0 to 59.',
    ['SECOND("02/17/2013 7:31:25")', '25'],
    (wall) => wall.getUTCSeconds(),
    'second',
  ),
  strict({
    name: 'WEEKDAY',
    category,
    summary: 'The day of the week, 0 to 6 from Sunday, or from Monday when asked.',
    parameters: [date, parameter('start?', 'text', '"Monday" or "Sunday".')],
    examples: [{ formula: 'WEEKDAY("2021-06-09")', result: '3' }],
    result: number,
    evaluate: ([value, start], { timeZone }) => {
      const day = weekday(toWall(ms(value), timeZone));
      return isMonday(start) ? (day + 6) % 7 : day;
    },
    sql: ([value, start], builder) => {
      const day = `extract(dow FROM ${wallSql(value, builder)})::int`;
      const monday = start ? `CASE WHEN lower(${start.value}) = 'monday' THEN 6 ELSE 0 END` : '0';
      return wholeResult(`((${day} + ${monday}) % 7)`, { present: false });
    },
  }),
  strict({
    name: 'WEEKNUM',
    category,
    summary: 'The week of the year: from Sunday, week 1 holds 1 January; from Monday, as in ISO 8601.',
    parameters: [date, parameter('start?', 'text', '"Monday" or "Sunday".')],
    examples: [{ formula: 'WEEKNUM("02/17/2013")', result: '8' }],
    result: number,
    evaluate: ([value, start], { timeZone }) => {
      const wall = toWall(ms(value), timeZone);
      return (isMonday(start) ? weekOf(wall, 1, 4) : weekOf(wall, 0, 1)).week;
    },
    sql: ([value, start], builder) => {
      const wall = builder.column(wallSql(value, builder));
      const iso = `extract(week FROM ${wall})`;
      const locale = `(formula.week_of(${wall}::date, 0, 1))`;
      const week = start
        ? `CASE WHEN lower(${start.value}) = 'monday' THEN ${iso} ELSE ${locale} END`
        : locale;
      return numberResult(`(${week})::float8`, { finite: true, present: false });
    },
  }),
  strict({
    name: 'DATEADD',
    category,
    summary: 'A date some units later, or earlier when the count is negative.',
    parameters: [
      date,
      parameter('count', 'number', 'How many.'),
      parameter('unit', 'text', unit.description),
    ],
    examples: [{ formula: 'DATEADD("07/10/19", 10, "days")', result: '2019-07-20T00:00:00.000Z' }],
    result: () => 'date',
    evaluate: ([value, count, specifier], { timeZone }) => {
      const known = unitOf(specifier as string);
      if (!known) return fail('Unknown unit of time.');
      const amount = count as number;
      // 9999 years in milliseconds: beyond it every result is out of range.
      if (!(Math.abs(amount) <= MOST.amount)) return fail('The date lies outside the years 1 to 9999.');
      const { months, days, ms: rest } = span(amount, known);
      if (Math.abs(months) > MOST.months || Math.abs(days) > MOST.days)
        return fail('The date lies outside the years 1 to 9999.');
      const from = value as FormulaDate;
      if (months === 0 && days === 0) return dateAt(from.ms + rest, from.zone, from.locale);
      const wall = addMonths(toWall(from.ms, timeZone), months) + days * DAY_MS;
      return dateAt(fromWall(wall, timeZone), from.zone, from.locale);
    },
    sql: ([value, count, specifier], builder) => {
      const moved = builder.column(
        fixedStepSql(value, count, specifier, builder) ??
          `formula.date_add(${sqlOf(value)}, ${sqlOf(count)}, ${sqlOf(specifier)}${builder.isGmt ? '' : `, ${builder.zone()}`})`,
      );
      return dateResult(moved, { atomic: true, error: `(${moved} IS NULL)`, ...display(value) });
    },
  }),
  strict({
    name: 'DATETIME_DIFF',
    category,
    summary: 'The first date minus the second in whole units, seconds when no unit is given.',
    parameters: [parameter('date', 'date', 'Date.'), parameter('other', 'date', 'Date to subtract.'), unit],
    examples: [{ formula: 'DATETIME_DIFF("04/06/2019 12:00", "04/05/2019 11:00", "hours")', result: '25' }],
    result: number,
    evaluate: ([a, b, specifier]) =>
      difference(
        ms(a),
        ms(b),
        specifier === undefined ? 'second' : (unitOf(specifier as string) ?? 'millisecond'),
      ),
    sql: ([a, b, specifier]) =>
      numberResult(
        specifier
          ? `formula.date_diff(${sqlOf(a)}, ${sqlOf(b)}, ${specifier.value})`
          : `((${sqlOf(a)} - ${sqlOf(b)}) / 1000)::float8`,
        { finite: true, present: false },
      ),
  }),
  strict({
    name: 'DATESTR',
    category,
    summary: 'The date as YYYY-MM-DD.',
    parameters: [date],
    examples: [{ formula: 'DATESTR("12/13/21")', result: '2021-12-13' }],
    result: () => 'text',
    evaluate: ([value], { timeZone }) => new Date(toWall(ms(value), timeZone)).toISOString().slice(0, 10),
    sql: ([value], builder) =>
      textResult(`to_char(${wallSql(value, builder)}, 'YYYY-MM-DD')`, { present: false }),
  }),
  strict({
    name: 'TIMESTR',
    category,
    summary: 'The time of day as HH:mm:ss.',
    parameters: [date],
    examples: [{ formula: 'TIMESTR("02/17/2013 7:31:25")', result: '07:31:25' }],
    result: () => 'text',
    evaluate: ([value], { timeZone }) => new Date(toWall(ms(value), timeZone)).toISOString().slice(11, 19),
    sql: ([value], builder) =>
      textResult(`to_char(${wallSql(value, builder)}, 'HH24:MI:SS')`, { present: false }),
  }),
  order(
    'IS_BEFORE',
    'Whether the first date comes before the second.',
    ['IS_BEFORE("1/1/1979", "1/1/2000")', '1'],
    (a, b) => a < b,
    '<',
  ),
  order(
    'IS_AFTER',
    'Whether the first date comes after the second.',
    ['IS_AFTER("1/1/1979", "1/1/2000")', '0'],
    (a, b) => a > b,
    '>',
  ),
  strict({
    name: 'IS_SAME',
    category,
    summary: 'Whether two dates are the same, or fall into the same unit.',
    parameters: [
      parameter('date', 'date', 'Date.'),
      parameter('other', 'date', 'Date to compare with.'),
      unit,
    ],
    examples: [{ formula: 'IS_SAME("1/1/1979", "1/1/1979")', result: '1' }],
    result: () => 'boolean',
    evaluate: ([a, b, specifier], { timeZone }) => {
      const known = specifier === undefined ? undefined : unitOf(specifier as string);
      if (!known) return ms(a) === ms(b);
      return startOf(toWall(ms(a), timeZone), known) === startOf(toWall(ms(b), timeZone), known);
    },
    sql: ([a, b, specifier], builder) => {
      const exact = `${sqlOf(a)} = ${sqlOf(b)}`;
      if (!specifier) return booleanResult(`coalesce(${exact}, false)`);
      const start = (date: SqlValue | undefined) =>
        `formula.date_start(${wallSql(date, builder)}, ${specifier.value})`;
      // Two moments may show one wall time; only a unit that is one compares what the clocks show.
      const same = `CASE WHEN formula.unit_of(${specifier.value}) IS NULL THEN ${exact} ELSE ${start(a)} = ${start(b)} END`;
      return booleanResult(`coalesce(${same}, false)`);
    },
  }),
  strict({
    name: 'WORKDAY',
    category,
    summary: 'The date some working days later; Saturdays, Sundays and holidays do not count.',
    parameters: [
      date,
      parameter('count', 'number', 'Working days; negative goes back.'),
      parameter('holidays?', 'text', 'ISO dates separated by commas.'),
    ],
    examples: [{ formula: 'WORKDAY("2024-03-15", 1)', result: '2024-03-18T00:00:00.000Z' }],
    result: () => 'date',
    evaluate: ([value, count, holidays], { timeZone }) => {
      const amount = Math.trunc(count as number);
      if (!(Math.abs(amount) <= 4_000_000)) return fail('The date lies outside the years 1 to 9999.');
      const from = value as FormulaDate;
      const wall = toWall(from.ms, timeZone);
      const day = addWorkdays(dayNumber(wall), amount, holidaysIn((holidays as string | undefined) ?? ''));
      return dateAt(fromWall(day * DAY_MS + (wall - startOfDay(wall)), timeZone), from.zone, from.locale);
    },
    sql: ([value, count, holidays], builder) => {
      const moved = builder.column(
        `formula.workday(${sqlOf(value)}, ${wholeSqlOrNaN(count)}, ${holidays?.value ?? `''`}${builder.isGmt ? '' : `, ${builder.zone()}`})`,
      );
      return dateResult(moved, { atomic: true, error: `(${moved} IS NULL)`, ...display(value) });
    },
  }),
  strict({
    name: 'WORKDAY_DIFF',
    category,
    summary: 'The number of working days between two dates, both counted.',
    parameters: [
      parameter('start', 'date', 'First date.'),
      parameter('end', 'date', 'Last date.'),
      parameter('holidays?', 'text', 'ISO dates separated by commas.'),
    ],
    examples: [{ formula: 'WORKDAY_DIFF("2024-03-11", "2024-03-15")', result: '5' }],
    result: number,
    evaluate: ([a, b, holidays], { timeZone }) =>
      workdaysBetween(
        dayNumber(toWall(ms(a), timeZone)),
        dayNumber(toWall(ms(b), timeZone)),
        holidaysIn((holidays as string | undefined) ?? ''),
      ),
    sql: ([a, b, holidays], builder) =>
      numberResult(
        `formula.workday_diff(${wallSql(a, builder)}::date, ${wallSql(b, builder)}::date, ${holidays?.value ?? `''`})`,
        { finite: true, present: false },
      ),
  }),
];

/** Steps beyond these leave the years 1 to 9999 from anywhere. */
const MOST = { amount: 3.2e14, days: 7_300_000, months: 240_000, ms: 4e14 } as const;

/**
 * A step by a constant unit of fixed length, as arithmetic without a call per row; undefined where months, a zone's days
 * or a unit known only at run time need the general function. NULL outside the years 1 to 9999.
 */
function fixedStepSql(
  value: SqlValue | undefined,
  count: SqlValue | undefined,
  specifier: SqlValue | undefined,
  builder: SqlBuilder,
): string | undefined {
  const unit = typeof specifier?.literal === 'string' ? unitOf(specifier.literal) : undefined;
  if (unit === undefined) return undefined;
  const one = span(1, unit);
  if (one.months !== 0 || (one.days !== 0 && !builder.isGmt)) return undefined;
  const from = builder.column(sqlOf(value));
  const within = (moved: string): string =>
    `CASE WHEN ${moved} BETWEEN ${DATE_RANGE.first} AND ${DATE_RANGE.last} THEN ${moved} END`;
  if (typeof count?.literal === 'number') {
    if (!(Math.abs(count.literal) <= MOST.amount)) return undefined;
    const { days, ms: rest } = span(count.literal, unit);
    const step = days * DAY_MS + rest;
    return Math.abs(step) > MOST.ms ? undefined : within(`(${from} + ${step}::bigint)`);
  }
  const amount = builder.column(sqlOf(count));
  // Whole days or milliseconds, halves away from zero.
  const steps = `trunc(${amount} * ${one.days || one.ms} + 0.5 * sign(${amount}))`;
  const moved = within(`(${from} + (${steps} * ${one.days === 0 ? 1 : DAY_MS})::bigint)`);
  const limit = one.days === 0 ? MOST.ms : MOST.days;
  return `CASE WHEN abs(${amount}) <= ${MOST.amount} THEN CASE WHEN abs(${steps}) <= ${limit} THEN ${moved} END END`;
}

const isMonday = (start: unknown): boolean => typeof start === 'string' && start.toLowerCase() === 'monday';

/** A count toward zero; NaN stays and makes the date a failure. */
const wholeSqlOrNaN = (argument: SqlValue | undefined): string =>
  argument?.finite ? wholeSql(argument) : `trunc(${sqlOf(argument)})`;
