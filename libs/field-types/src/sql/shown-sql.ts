import type {
  CurrencyOptions,
  DateOptions,
  DateTimeOptions,
  DurationOptions,
  FieldResult,
  InstantResult,
  NumberOptions,
} from '@pyairtable/contracts';
import { datePattern, type DatePattern } from '../date-format';
import { bindJson, type SqlScope } from './sql-scope';

/** In whose eyes cells become text. */
export interface ShownTo {
  /** IANA zone, for fields that show times in the reader's. */
  timeZone: string;
  /** BCP 47 tag. */
  locale: string;
}

/** What a ticked box shows. */
export const TICKED = 'checked';

type Scope = Pick<SqlScope, 'bind'>;

/**
 * The shortest text of a double, on which `formatNumber` rounds too; the cast of the double itself keeps fewer digits. Of
 * large ones PostgreSQL's own text is not always the shortest.
 */
const decimal = (value: string) =>
  `CASE WHEN abs(${value}) < 1e15 THEN (${value})::text ELSE formula.shortest(${value}) END::numeric`;

const rounded = (value: string, precision: number, factor = '') =>
  `round((${decimal(value)})${factor}, ${precision})`;

function currencySql(value: string, { precision, symbol }: CurrencyOptions, scope: Scope): string {
  const number = rounded(value, precision);
  const end = precision > 0 ? '\\.' : '$';
  const grouped = `regexp_replace(abs(${number})::text, '(\\d)(?=(\\d{3})+${end})', '\\1,', 'g')`;
  return `CASE WHEN ${number} < 0 THEN '-' ELSE '' END || ${scope.bind(symbol)}::text || ${grouped}`;
}

function durationSql(value: string, { durationFormat }: DurationOptions): string {
  const unit = durationFormat === 'h:mm' ? 60 : 1;
  const digits = durationFormat.split('.')[1]?.length ?? 0;
  // PostgreSQL refuses to divide what would be no double any more; nothing is shown of so little.
  const units =
    unit === 1
      ? `abs(${value})`
      : `CASE WHEN abs(${value}) <= 1e-300 THEN 0 ELSE abs(${value}) / ${unit} END`;
  const shown = rounded(units, digits);
  const whole = `trunc(${shown})`;
  const padded = (part: string) => `lpad(mod(${part}, 60)::text, 2, '0')`;
  const parts = [
    `CASE WHEN ${value} < 0 AND ${shown} <> 0 THEN '-' ELSE '' END`,
    `div(${whole} * ${unit}, 3600)::text`,
    `':'`,
    padded(`div(${whole} * ${unit}, 60)`),
    ...(unit === 1 ? [`':'`, padded(whole)] : []),
    ...(digits > 0 ? [`substr((${shown} - ${whole})::text, 2)`] : []),
  ];
  return parts.join(' || ');
}

function daySql(wall: string, { dateFormat: { name } }: DateOptions, locale: string, scope: Scope): string {
  if (name === 'us') return `to_char(${wall}, 'FMMM/FMDD/FMYYYY')`;
  if (name === 'european') return `to_char(${wall}, 'FMDD/FMMM/FMYYYY')`;
  if (name === 'iso') return `to_char(${wall}, 'YYYY-MM-DD')`;
  return datePattern(name, locale)
    .map((part) => partSql(part, wall, scope))
    .join(' || ');
}

const PARTS = { year: 'YYYY', month: 'MM', day: 'DD' } as const;

function partSql(part: DatePattern[number], wall: string, scope: Scope): string {
  if (part.type === 'literal') return `${scope.bind(part.text)}::text`;
  if (part.type === 'name')
    return `(${bindJson(scope, part.names)} ->> (extract(month FROM ${wall})::int - 1))`;
  return `to_char(${wall}, '${part.padded ? '' : 'FM'}${PARTS[part.type]}')`;
}

/** PostgreSQL reads the sign of an offset the other way round. */
function wallSql(utc: string, zone: string, scope: Scope): string {
  if (zone.toLowerCase() === 'utc') return utc;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return sign
    ? `(${utc} + ${scope.bind(`${sign}${hours}:${minutes ?? '00'}`)}::interval)`
    : `(${utc} AT TIME ZONE 'UTC' AT TIME ZONE ${scope.bind(zone)}::text)`;
}

function instantSql(value: string, options: DateTimeOptions, to: ShownTo, scope: Scope): string {
  const wall = wallSql(
    `formula.at(${value})`,
    options.timeZone === 'client' ? to.timeZone : options.timeZone,
    scope,
  );
  const clock = options.timeFormat.name === '24hour' ? 'HH24:MI' : 'FMHH12:MIam';
  return `${daySql(wall, options, to.locale, scope)} || ' ' || to_char(${wall}, '${clock}')`;
}

/**
 * SQL of the text by which `format` shows one value that is no fault and no list: `value` is what a formula reads of the
 * cell, a double, milliseconds, a boolean or a text. NULL for an empty one.
 */
export function shownSql({ type, options }: FieldResult, value: string, to: ShownTo, scope: Scope): string {
  switch (type) {
    case 'number':
      return `${rounded(value, (options as NumberOptions).precision)}::text`;
    case 'percent':
      return `${rounded(value, (options as NumberOptions).precision, ' * 100')}::text || '%'`;
    case 'currency':
      return currencySql(value, options as CurrencyOptions, scope);
    case 'duration':
      return durationSql(value, options as DurationOptions);
    case 'rating':
    case 'autoNumber':
      return `formula.number_text(${value})`;
    case 'checkbox':
      return `CASE WHEN ${value} THEN '${TICKED}' END`;
    case 'date':
      return daySql(`formula.at(${value})`, options as DateOptions, to.locale, scope);
    case 'dateTime':
      return instantSql(value, options as DateTimeOptions, to, scope);
    case 'createdTime':
    case 'lastModifiedTime':
      return shownSql((options as { result: InstantResult }).result, value, to, scope);
    case 'richText':
      return `CASE WHEN right(${value}, 1) = E'\\n' THEN left(${value}, -1) ELSE ${value} END`;
    default:
      return value;
  }
}
