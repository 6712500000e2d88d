import type { DateOptions, RawCell } from '@pyairtable/contracts';
import { err, ok, type Result } from '@pyairtable/kernel';
import { textToDay, dayToUtc } from '../calendar';
import { refused, unparsable } from '../cell-error';
import { DATE_FORMATS, formatDay, formatReader } from '../date-format';
import { parseDay } from '../date-text';
import type { CellContext, CellError, FieldType } from '../field-type';
import { parseIsoInstant } from '../iso-time';
import { objectOf, readOptions } from '../options-reader';
import { dateColumn } from '../sql/scalar-columns';
import { compareIso } from '../iso-order';

/** The options that say how a date is shown; fills `format` in. */
export const dateShape = objectOf({ dateFormat: formatReader(DATE_FORMATS) });

const dayText = (utc: number) => new Date(utc).toISOString().slice(0, 10);

function parse(text: string, { dateFormat }: DateOptions, context: CellContext): Result<RawCell, CellError> {
  if (text.trim() === '') return ok(null);
  const utc = parseDay(text, dateFormat.name, context.locale) ?? parseIsoInstant(text.trim(), 'utc');
  return utc === undefined ? err(unparsable(text, context)) : ok(dayText(utc));
}

/** A calendar day, `YYYY-MM-DD`, without a zone. */
export const date: FieldType<DateOptions> = {
  name: 'date',
  family: 'day',
  computed: false,
  primary: true,
  mergeable: true,
  storage: () => ({ kind: 'column', type: 'date', sql: dateColumn }),
  normaliseOptions: (input, previous) => readOptions(dateShape, input, previous),
  normalise(value, options, context) {
    if (value === null) return ok({ cell: null });
    if (typeof value !== 'string') return err(refused(context));
    const instant = parseIsoInstant(value, 'utc');
    if (instant !== undefined) return ok({ cell: dayText(instant) });
    if (!context.typecast) return err(refused(context));
    const outcome = parse(value, options, context);
    return outcome.ok ? ok({ cell: outcome.value }) : outcome;
  },
  check: (cell, _options, context) =>
    cell === null || (typeof cell === 'string' && textToDay(cell)) ? ok(cell) : err(refused(context)),
  parse,
  format(cell, options, { locale }) {
    const day = typeof cell === 'string' ? textToDay(cell) : undefined;
    const utc = day && dayToUtc(day);
    return utc === undefined ? '' : formatDay(utc, options, locale);
  },
  compare: compareIso,
};
