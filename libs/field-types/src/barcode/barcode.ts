import { barcodeOf, type NoOptions, type RawCell } from '@pyairtable/contracts';
import { err, ok, type Result } from '@pyairtable/kernel';
import { refused, tooLong } from '../cell-error';
import type { CellError, FieldType } from '../field-type';
import { objectOf, optional, readNoOptions, textThat } from '../options-reader';
import { barcodeColumn } from '../sql/object-columns';
import { compareText } from '../sql/text-order';
import { isStorableText, MAX_TEXT_LENGTH } from '../text-cell';

const MAX_SYMBOLOGY = 64;

const shape = objectOf({
  text: textThat(isStorableText),
  type: optional(textThat((name) => name.length <= MAX_SYMBOLOGY && isStorableText(name))),
});

/** A code without a text is empty; a symbology without a name is none. */
function read(value: unknown, context: { fieldName: string }): Result<RawCell, CellError> {
  const outcome = shape.read(value, '');
  if (!outcome.ok) return err(refused(context));
  const { text, type } = outcome.value;
  return ok(text === '' ? null : { text, ...(type ? { type } : {}) });
}

/** A code that was scanned or typed, with the name of its symbology where that is known. */
export const barcode: FieldType<NoOptions> = {
  name: 'barcode',
  family: 'code',
  computed: false,
  primary: true,
  mergeable: false,
  storage: () => ({ kind: 'column', type: 'jsonb', sql: barcodeColumn }),
  normaliseOptions: readNoOptions,
  normalise(value, _options, context) {
    if (value === null) return ok({ cell: null });
    const castable = context.typecast && ['string', 'number', 'boolean'].includes(typeof value);
    const outcome = read(castable ? { text: String(value) } : value, context);
    return outcome.ok ? ok({ cell: outcome.value }) : outcome;
  },
  check: (cell, _options, context) => (cell === null ? ok(null) : read(cell, context)),
  parse(text, _options, context) {
    if (text.length > MAX_TEXT_LENGTH) return err(tooLong(text.length, MAX_TEXT_LENGTH, context));
    return read({ text: text.trim().replace(/\s*[\r\n]+\s*/g, ' ') }, context);
  },
  format: (cell) => barcodeOf(cell)?.text ?? '',
  compare: (a, b) => compareText(barcodeOf(a)?.text ?? '', barcodeOf(b)?.text ?? ''),
};
