import type { DateTimeOptions, RawCell } from '@pyairtable/contracts';
import { err, ok, type Result } from '@pyairtable/kernel';
import { instantToText } from '../calendar';
import { refused, unparsable } from '../cell-error';
import { DATE_FORMATS, formatClock, formatDay, formatReader, TIME_FORMATS } from '../date-format';
import { parseDayAndClock } from '../date-text';
import type { CellContext, CellError, FieldType } from '../field-type';
import { compareIso } from '../iso-order';
import { parseIsoInstant } from '../iso-time';
import { objectOf, readOptions, textThat } from '../options-reader';
import { instantColumn } from '../sql/scalar-columns';
import { instantOf, isZone, wallClock } from '../time-zone';

/** The options that say how a time is shown; fills the formats in. */
export const dateTimeShape = objectOf({
  timeZone: textThat((zone) => zone === 'utc' || zone === 'client' || isZone(zone)),
  dateFormat: formatReader(DATE_FORMATS),
  timeFormat: formatReader(TIME_FORMATS),
});

/** The zone a person reads and types the field in. */
const shownZone = ({ timeZone }: DateTimeOptions, context: { timeZone: string }) =>
  timeZone === 'client' ? context.timeZone : timeZone;

/** The zone of an ISO time without an offset: a program has no zone of its own. */
const isoZone = ({ timeZone }: DateTimeOptions) => (timeZone === 'client' ? 'utc' : timeZone);

function parse(text: string, options: DateTimeOptions, context: CellContext): Result<RawCell, CellError> {
  const trimmed = text.trim();
  if (trimmed === '') return ok(null);
  const zone = shownZone(options, context);
  const wall = parseDayAndClock(trimmed, options.dateFormat.name, context.locale);
  const instant = parseIsoInstant(trimmed, zone) ?? (wall === undefined ? undefined : instantOf(wall, zone));
  const cell = instant === undefined ? undefined : instantToText(instant);
  return cell === undefined ? err(unparsable(text, context)) : ok(cell);
}

/** An instant as a person in the field's zone sees it: date, space, time; '' for what is none, such as a cell of the field's type before. */
export function formatInstant(
  instant: number,
  options: DateTimeOptions,
  context: { timeZone: string; locale: string },
): string {
  if (Number.isNaN(instant)) return '';
  const wall = wallClock(instant, shownZone(options, context));
  return `${formatDay(wall, options, context.locale)} ${formatClock(wall, options.timeFormat.name)}`;
}

/** An instant, `YYYY-MM-DDTHH:mm:ss.sssZ`, shown in the field's zone or in the reader's. */
export const dateTime: FieldType<DateTimeOptions> = {
  name: 'dateTime',
  family: 'instant',
  computed: false,
  primary: true,
  mergeable: true,
  storage: () => ({ kind: 'column', type: 'timestamptz', sql: instantColumn }),
  normaliseOptions: (input, previous) => readOptions(dateTimeShape, input, previous),
  normalise(value, options, context) {
    if (value === null) return ok({ cell: null });
    if (typeof value !== 'string') return err(refused(context));
    const instant = parseIsoInstant(value, isoZone(options));
    const cell = instant === undefined ? undefined : instantToText(instant);
    if (cell !== undefined) return ok({ cell });
    if (!context.typecast) return err(refused(context));
    const outcome = parse(value, options, context);
    return outcome.ok ? ok({ cell: outcome.value }) : outcome;
  },
  check(cell, options, context) {
    if (cell === null) return ok(null);
    const instant = typeof cell === 'string' ? parseIsoInstant(cell, isoZone(options)) : undefined;
    const text = instant === undefined ? undefined : instantToText(instant);
    return text === undefined ? err(refused(context)) : ok(text);
  },
  parse,
  format: (cell, options, context) =>
    typeof cell === 'string' ? formatInstant(Date.parse(cell), options, context) : '',
  compare: compareIso,
};
