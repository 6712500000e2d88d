import { aiCellOf, type AiTextOptions } from '@pyairtable/contracts';
import { ok } from '@pyairtable/kernel';
import { computedCell } from '../computed-cell';
import type { FieldType } from '../field-type';
import { objectOf, optional, readOnly, readOptions } from '../options-reader';
import { aiColumn } from '../sql/object-columns';
import { compareText } from '../sql/text-order';
import { promptReader } from './prompt';

const shape = objectOf({ prompt: optional(promptReader), referencedFieldIds: readOnly<string[]>() });

/** What a model writes by a prompt; empty until one is asked. */
export const aiText: FieldType<AiTextOptions> = {
  ...computedCell,
  name: 'aiText',
  family: 'generated',
  primary: false,
  filling: { from: 'service' },
  storage: () => ({ kind: 'column', type: 'jsonb', sql: aiColumn }),
  normaliseOptions(input, previous) {
    const outcome = readOptions(shape, input ?? {}, previous);
    if (!outcome.ok) return outcome;
    const { prompt = [] } = outcome.value;
    const fieldIds = prompt.flatMap((part) => (typeof part === 'string' ? [] : part.field.fieldId));
    return ok({ prompt, referencedFieldIds: [...new Set(fieldIds)] });
  },
  format: (cell) => aiCellOf(cell)?.value ?? '',
  compare: (a, b) => compareText(aiCellOf(a)?.value ?? '', aiCellOf(b)?.value ?? ''),
};
