import type { FieldResult } from '@pyairtable/contracts';
import { err, isId, ok, type Result } from '@pyairtable/kernel';
import { type OptionReader, oneOf, readOnly, textThat } from './options-reader';
import { fieldType } from './registry';

/** Longest text of a formula, in UTF-16 units. */
const MAX_FORMULA = 100_000;

/** Whether a field could be worked out is the server's to say. */
export const validity = { isValid: readOnly<boolean>(), reason: readOnly<string>() };

/** What the server derives: never given. */
export const derived = {
  ...validity,
  referencedFieldIds: readOnly<string[]>(),
  result: readOnly<FieldResult | null>(),
};

export const formulaText = textThat((text) => text.length <= MAX_FORMULA && !/[\0\p{Surrogate}]/u.test(text));

export const fieldId = textThat((id) => isId('field', id));

const FORMATS = [
  'number',
  'currency',
  'percent',
  'duration',
  'date',
  'dateTime',
  'checkbox',
  'singleLineText',
] as const;
const formatName = oneOf(FORMATS);

/** How results are to be shown: a type and its options. */
export const resultFormat: OptionReader<FieldResult> = {
  read(value, path): Result<FieldResult, string> {
    if (typeof value !== 'object' || value === null) return err(`${path} is invalid`);
    const { type: given, options, ...stray } = value as { type?: unknown; options?: unknown };
    const [key] = Object.keys(stray);
    if (key !== undefined) return err(`${path}.${key.slice(0, 100)} is not allowed`);
    const type = formatName.read(given, `${path}.type`);
    if (!type.ok) return type;
    const outcome = fieldType(type.value).normaliseOptions(options);
    if (!outcome.ok) return err(`${path}.options is invalid`);
    return ok({ type: type.value, ...(outcome.value === undefined ? {} : { options: outcome.value }) });
  },
};
