import type { ButtonOptions } from '@pyairtable/contracts';
import { buttonOf } from '@pyairtable/contracts';
import { ok } from '@pyairtable/kernel';
import { computedCell } from '../computed-cell';
import { formulaText } from '../computed-options';
import type { FieldType } from '../field-type';
import { objectOf, optional, readOptions, textThat } from '../options-reader';
import { isWebUrl } from '../multiple-attachments/web-url';
import { isStorableText } from '../text-cell';

const MAX_LABEL = 255;
const DEFAULT_LABEL = 'Open';

const shape = objectOf({
  label: optional(textThat((text) => text.trim() !== '' && text.length <= MAX_LABEL && isStorableText(text))),
  // An empty text takes the address away.
  url: optional(textThat((text) => text === '' || isWebUrl(text))),
  formula: optional(formulaText),
});

/** A button that opens an address, the same in every record. */
export const button: FieldType<ButtonOptions> = {
  ...computedCell,
  name: 'button',
  family: 'button',
  primary: false,
  filling: { from: 'options' },
  storage: ({ label, url }) => ({ kind: 'constant', cell: { label, url }, text: label }),
  normaliseOptions(input, previous) {
    const outcome = readOptions(shape, input ?? {}, previous);
    if (!outcome.ok) return outcome;
    const { label = DEFAULT_LABEL, url, formula } = outcome.value;
    return ok({ label, url: url || null, ...(formula === undefined ? {} : { formula }) });
  },
  format: (cell) => buttonOf(cell)?.label ?? '',
  compare: () => 0,
};
