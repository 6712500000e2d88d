import { defaultFormat, formatDate } from '../dates/format';
import { parseByFormat } from '../dates/parse-format';
import { parseDateText } from '../dates/parse-date-text';
import { distance } from '../dates/relative';
import { isZone } from '../dates/time-zone';
import { toText } from '../coerce';
import { textSql } from '../sql/coerce-sql';
import { constantFormatSql } from '../sql/date-format-sql';
import { anyError, type SqlValue } from '../sql/sql-value';
import { fail, FormulaDate, isDate, isFailure, type Value } from '../value';
import { parameter, strict } from './define';
import type { FunctionDefinition } from './definition';
import { dateResult, sqlOf, textResult } from './results';

const category = 'date' as const;
const date = parameter('date', 'date', 'Date, or text that reads as one.');

function relative(name: string, summary: string): FunctionDefinition {
  return strict({
    name,
    category,
    volatile: true,
    summary,
    parameters: [date],
    examples: [{ formula: `${name}("2024-02-19T14:30:00.000Z")`, result: '25 days' }],
    result: () => 'text',
    evaluate: ([value], { nowMs }) => distance((value as FormulaDate).ms, nowMs),
    sql: ([value], builder) =>
      textResult(`formula.distance(${sqlOf(value)}, ${builder.now()})`, { present: false }),
  });
}

export const dateTextFunctions: readonly FunctionDefinition[] = [
  strict({
    name: 'DATETIME_FORMAT',
    category,
    summary: 'The date as text, by Moment tokens; ISO 8601 when no format is given.',
    parameters: [date, parameter('format?', 'text', 'Moment tokens such as YYYY-MM-DD HH:mm.')],
    examples: [{ formula: 'DATETIME_FORMAT("07/10/19", "YYYY")', result: '2019' }],
    result: () => 'text',
    evaluate: ([value, format], { timeZone }) => {
      const { ms, zone, locale } = value as FormulaDate;
      const pattern = (format as string | undefined) ?? '';
      if (pattern.length > 500) return fail('The format is too long.');
      return formatDate(ms, pattern, zone ?? timeZone, locale);
    },
    sql: ([value, format], builder) => {
      const given = value as SqlValue;
      const literal = format === undefined ? '' : format.literal;
      if (
        builder.isGmt &&
        given.zone === undefined &&
        given.locale === undefined &&
        typeof literal === 'string'
      ) {
        const constant = constantFormatSql(
          literal === '' ? defaultFormat('GMT') : literal,
          sqlOf(value),
          builder,
        );
        if (constant !== undefined) return textResult(constant, { present: false });
      }
      const zone = given.zone === undefined ? builder.zone() : `coalesce(${given.zone}, ${builder.zone()})`;
      const text = builder.column(
        `formula.format_date(${sqlOf(value)}, ${format?.value ?? "''"}, ${zone}, ${given.locale ?? 'NULL'})`,
      );
      return textResult(text, { atomic: true, present: false, error: `(${text} IS NULL)` });
    },
  }),
  strict({
    name: 'DATETIME_PARSE',
    category,
    summary: 'The date in a text, by Moment tokens when a format is given; a date stays as it is.',
    parameters: [
      parameter('text', 'any', 'Text.'),
      parameter('format?', 'text', 'Moment tokens.'),
      parameter('locale?', 'text', 'Language of names in the text.'),
    ],
    examples: [
      {
        formula: 'DATETIME_PARSE("4 Mar 2017 23:00", "D MMM YYYY HH:mm")',
        result: '2017-03-04T23:00:00.000Z',
      },
    ],
    result: () => 'date',
    evaluate: ([value, format, locale], { timeZone, nowMs }) => {
      if (isDate(value as Value)) return value as FormulaDate;
      const text = toText(value as Value);
      if (isFailure(text)) return text;
      if (text === '') return null;
      if (format === undefined || format === '') return parseDateText(text);
      return parseByFormat(text, format as string, {
        locale: locale as string | undefined,
        zone: timeZone,
        nowMs,
      });
    },
    sql: ([value, format, locale], builder) => {
      const given = builder.share(value as SqlValue);
      if (given.type === 'date') return { ...given, error: null };
      const text = textSql(given, builder);
      const t = builder.column(text.value);
      const read = format
        ? `CASE WHEN ${format.value} = '' THEN formula.text_date(${t}) ELSE formula.parse_date(${t}, ${format.value}, ${locale?.value ?? 'NULL'}, ${builder.zone()}, ${builder.now()}) END`
        : `formula.text_date(${t})`;
      const kept =
        given.type === 'mixed'
          ? `WHEN jsonb_typeof(${given.value}) = 'object' AND ${given.value} ? 'd' THEN (${given.value} ->> 'd')::bigint `
          : '';
      const found = builder.column(`CASE ${kept}WHEN ${t} = '' THEN NULL ELSE ${read} END`);
      return dateResult(found, {
        atomic: true,
        present: false,
        error: anyError([{ error: text.error }, { error: `(${found} IS NULL AND ${t} <> '')` }]),
        ...(given.type === 'mixed'
          ? { zone: `(${given.value} ->> 'z')`, locale: `(${given.value} ->> 'l')` }
          : {}),
      });
    },
  }),
  strict({
    name: 'SET_TIMEZONE',
    category,
    summary: 'The date to be shown in a time zone by DATETIME_FORMAT; the instant stays.',
    parameters: [date, parameter('zone', 'text', 'IANA name such as Europe/Paris.')],
    examples: [
      {
        formula: 'DATETIME_FORMAT(SET_TIMEZONE("2024-07-15T02:30:00.000Z", "Europe/London"), "HH:mm")',
        result: '03:30',
      },
    ],
    result: () => 'date',
    evaluate: ([value, zone]) => {
      const { ms, locale } = value as FormulaDate;
      return isZone(zone as string)
        ? new FormulaDate(ms, zone as string, locale)
        : fail('There is no such time zone.');
    },
    sql: ([value, zone], builder) => {
      const name = builder.column(sqlOf(zone));
      const known = builder.column(`formula.is_zone(${name})`);
      return { ...(value as SqlValue), zone: `CASE WHEN ${known} THEN ${name} END`, error: `(NOT ${known})` };
    },
  }),
  strict({
    name: 'SET_LOCALE',
    category,
    summary: 'The date to be shown in a language by DATETIME_FORMAT; the instant stays.',
    parameters: [date, parameter('locale', 'text', 'Language such as de or pt-br.')],
    examples: [{ formula: 'DATETIME_FORMAT(SET_LOCALE("2024-03-06", "nl"), "dddd")', result: 'woensdag' }],
    result: () => 'date',
    evaluate: ([value, locale]) => {
      const { ms, zone } = value as FormulaDate;
      return new FormulaDate(ms, zone, locale as string);
    },
    sql: ([value, locale]) => ({ ...(value as SqlValue), locale: sqlOf(locale), error: null }),
  }),
  relative('FROMNOW', 'How far the date is from now, in words.'),
  relative('TONOW', 'How far now is from the date, in words.'),
];
