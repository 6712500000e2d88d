import type { FieldTypeName, NoOptions, RawCell } from '@pyairtable/contracts';
import { err, ok, type Result } from '@pyairtable/kernel';
import { refused, tooLong } from './cell-error';
import type { CellError, FieldType } from './field-type';
import { readNoOptions } from './options-reader';
import { textColumn } from './sql/scalar-columns';
import { compareText } from './sql/text-order';

/** Longest text of one cell, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 100_000;

/** True when PostgreSQL can hold the text: no NUL, no half of a surrogate pair, not too long. */
export const isStorableText = (text: string) =>
  text.length <= MAX_TEXT_LENGTH && !/[\0\p{Surrogate}]/u.test(text);

/** A field type whose cells are plain text; a single line turns pasted line breaks into spaces. */
export function textType(name: FieldTypeName, lines: 'one' | 'many'): FieldType<NoOptions> {
  const accepted = (text: string, context: { fieldName: string }): Result<RawCell, CellError> =>
    isStorableText(text) ? ok(text === '' ? null : text) : err(refused(context));
  return {
    name,
    family: 'text',
    computed: false,
    primary: true,
    mergeable: true,
    storage: () => ({ kind: 'column', type: 'text', sql: textColumn }),
    normaliseOptions: readNoOptions,
    normalise(value, _options, context) {
      const castable = context.typecast && (typeof value === 'number' || typeof value === 'boolean');
      if (value === null) return ok({ cell: null });
      if (typeof value !== 'string' && !castable) return err(refused(context));
      const outcome = accepted(String(value), context);
      return outcome.ok ? ok({ cell: outcome.value }) : outcome;
    },
    check: (cell, _options, context) =>
      cell === null ? ok(null) : typeof cell === 'string' ? accepted(cell, context) : err(refused(context)),
    parse: (text, _options, context) =>
      text.length > MAX_TEXT_LENGTH
        ? err(tooLong(text.length, MAX_TEXT_LENGTH, context))
        : accepted(
            lines === 'one' ? text.replace(/\s*[\r\n]+\s*/g, ' ') : text.replace(/\r\n?/g, '\n'),
            context,
          ),
    format: (cell) => (cell === null ? '' : String(cell)),
    compare: (a, b) => compareText(String(a), String(b)),
  };
}
