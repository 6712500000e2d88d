import { faultOf, type Field, type RowCell } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';

/** Why no cell of a computed field can have a value; undefined for all others. */
export function invalidity({ type, options }: Field): string | undefined {
  if (fieldType(type).family !== 'query') return undefined;
  const { isValid, reason } = options as { isValid?: boolean; reason?: string };
  return isValid === false ? (reason ?? 'Something that the field reads is not there.') : undefined;
}

const REASONS = {
  '#ERROR!': 'The value of this record cannot be computed.',
  NaN: 'Not a number: 0 was divided by 0, for example.',
  Infinity: 'Infinite: a number was divided by 0, for example.',
  '-Infinity': 'Infinite: a number below 0 was divided by 0, for example.',
};

/** Of what does not read its own record alone. */
const LINKED_REASON = 'Something in the linked records cannot be computed.';

const reasonOf = (text: keyof typeof REASONS, { type }: Field): string =>
  text === '#ERROR!' && type !== 'formula' ? LINKED_REASON : REASONS[text];

/** What stands in a computed cell in place of a value, and why: as the record says it, where it does. */
export function cellFault(
  cell: RowCell | undefined,
  field: Field,
  why: () => string | undefined = () => undefined,
): { text: string; reason: string } | null {
  const text = faultOf(cell);
  if (text === undefined) return null;
  return {
    text,
    reason: invalidity(field) ?? (text === '#ERROR!' ? why() : undefined) ?? reasonOf(text, field),
  };
}
