import type { Checked, CheckedCall } from '../check/checked';
import { unitOf } from '../dates/calendar';
import { localeNames } from '../dates/locale';
import { isZone } from '../dates/time-zone';
import { patternOf } from '../regex/pattern';
import { itemType } from '../types';
import type { Warn } from './warning';

/** The text an operand was written as, when it is a literal. */
const literalText = (node: Checked | undefined): string | undefined =>
  node?.kind === 'literal' && typeof node.value === 'string' ? node.value : undefined;

/** What each function does with operands that are seldom meant; one entry per function. */
const WARNINGS: Readonly<Record<string, (call: CheckedCall, warn: Warn) => void>> = {
  COUNT(call, warn) {
    if (call.args.length > 0 && call.args.every(({ type }) => itemType(type) === 'text'))
      warn(
        'count_over_text',
        call,
        'COUNT counts numbers only; of texts there are always 0.',
        'Write COUNTA(…) to count what is not empty, or COUNTALL(…).',
      );
  },
  DATETIME_DIFF(call, warn) {
    const unit = call.args[2];
    const text = literalText(unit);
    if (!unit)
      warn(
        'missing_unit',
        call,
        'Without a unit the difference is in seconds.',
        'Add a third argument: "days", "hours", "months" …',
      );
    else if (text !== undefined && !unitOf(text))
      warn(
        'unknown_unit',
        unit,
        `"${text}" is no unit of time; the difference is in milliseconds then.`,
        UNIT_HINT,
      );
  },
  DATEADD(call, warn) {
    const text = literalText(call.args[2]);
    if (text !== undefined && !unitOf(text))
      warn(
        'unknown_unit',
        call.args[2] as Checked,
        `"${text}" is no unit of time; the result is #ERROR!.`,
        UNIT_HINT,
      );
  },
  IS_SAME(call, warn) {
    const text = literalText(call.args[2]);
    if (text !== undefined && !unitOf(text))
      warn(
        'unknown_unit',
        call.args[2] as Checked,
        `"${text}" is no unit of time; the dates are compared to the millisecond then.`,
        UNIT_HINT,
      );
  },
  MID: firstPosition,
  REPLACE: firstPosition,
  SET_TIMEZONE(call, warn) {
    const zone = literalText(call.args[1]);
    if (zone !== undefined && !isZone(zone))
      warn(
        'unknown_time_zone',
        call.args[1] as Checked,
        `"${zone}" is no time zone; the result is #ERROR!.`,
        'Write an IANA name such as "Europe/Paris".',
      );
  },
  SET_LOCALE(call, warn) {
    const locale = literalText(call.args[1]);
    if (locale !== undefined && !localeNames().includes(locale.toLowerCase().replaceAll('_', '-')))
      warn(
        'unknown_locale',
        call.args[1] as Checked,
        `"${locale}" is no known language; English is used.`,
        'Write a code such as "de" or "pt-br".',
      );
  },
  DATETIME_FORMAT: formatCase,
  DATETIME_PARSE: formatCase,
  REGEX_MATCH: pattern,
  REGEX_EXTRACT: pattern,
  REGEX_REPLACE: pattern,
};

const UNIT_HINT =
  'Write "years", "quarters", "months", "weeks", "days", "hours", "minutes", "seconds" or "milliseconds".';

/** The official example of MID counts from 0, the function itself from 1. */
function firstPosition(call: CheckedCall, warn: Warn): void {
  const start = call.args[1];
  const isZero = start?.kind === 'literal' && start.value === 0;
  if (!isZero && start?.kind !== 'negate') return;
  warn(
    'position_below_one',
    start,
    'Positions count from 1; 0 and below mean the first character as well.',
    'Write 1 for the first character.',
  );
}

/** A written pattern that RE2 refuses makes every row #ERROR!. */
function pattern(call: CheckedCall, warn: Warn): void {
  const source = literalText(call.args[1]);
  if (source === undefined || patternOf(source)) return;
  const advanced = /\(\?<?[=!]|\\[1-9]/.test(source);
  warn(
    'unreadable_pattern',
    call.args[1] as Checked,
    'This is no regular expression of the RE2 kind; the result is #ERROR!.',
    advanced
      ? 'RE2 has no look-around (?=…) and no back-references \\1: capture the part wanted with REGEX_REPLACE and $1.'
      : 'Close every bracket, and write a backslash before ( [ * + ? that are meant as they stand.',
  );
}

/** `mm` is minutes and `dd` a weekday: beside a year or a day of the month they are seldom meant. */
function formatCase(call: CheckedCall, warn: Warn): void {
  const format = literalText(call.args[1])?.replaceAll(/\[[^\]]*\]/g, '');
  if (format === undefined) return;
  const minutes = /(?:[YD][-/. ]mm(?![:m]))|(?:(?<![:m])mm[-/. ][YD])/.test(format);
  const weekday = /(?:[YM][-/. ]dd(?!d))|(?:(?<!d)dd[-/. ]?M)/.test(format);
  const year = /yyyy|[Md][-/.]yy(?!y)/.test(format);
  if (!minutes && !weekday && !year) return;
  const [written, means, instead] = minutes
    ? ['mm', 'minutes', 'MM for the month']
    : weekday
      ? ['dd', 'the short name of the weekday', 'DD for the day']
      : ['yyyy', 'a year of an era, not the year of the calendar', 'YYYY'];
  warn(
    'format_letter_case',
    call.args[1] as Checked,
    `In a format ${written} means ${means}; capitals matter.`,
    `Write ${instead}.`,
  );
}

/** SET_TIMEZONE and SET_LOCALE show only in DATETIME_FORMAT, directly or through one another. */
export function warnOfLostDisplay(node: Checked, parent: Checked | undefined, warn: Warn): void {
  const isDisplay = (checked: Checked | undefined): checked is CheckedCall =>
    checked?.kind === 'call' &&
    (checked.definition.name === 'SET_TIMEZONE' || checked.definition.name === 'SET_LOCALE');
  if (!isDisplay(node)) return;
  const carries =
    parent?.kind === 'call' &&
    (!READS_INSTANTS.has(parent.definition.category) || DATE_KEEPING.has(parent.definition.name));
  if (carries) return;
  warn(
    'zone_without_format',
    node,
    `${node.definition.name} does not move the date; it shows only in DATETIME_FORMAT.`,
    `Write DATETIME_FORMAT(${node.definition.name}(…), "YYYY-MM-DD HH:mm").`,
  );
}

/** Categories whose functions read a date as an instant; logical ones and lists pass it on. */
const READS_INSTANTS: ReadonlySet<string> = new Set(['date', 'text', 'numeric', 'regex']);
const DATE_KEEPING: ReadonlySet<string> = new Set([
  'DATETIME_FORMAT',
  'DATETIME_PARSE',
  'SET_TIMEZONE',
  'SET_LOCALE',
  'DATEADD',
  'WORKDAY',
]);

/** What one call's own operands give away. */
export const warnOfCall = (call: CheckedCall, warn: Warn): void =>
  WARNINGS[call.definition.name]?.(call, warn);
