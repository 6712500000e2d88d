import type { Field } from '@pyairtable/contracts';
import { fieldType } from './registry';

/** What the server writes into the cells of one field. `watched`: ids of the fields whose changes count; empty means all. */
export type FilledBy =
  | { from: 'counter' | 'options' | 'service' }
  | { from: 'creation'; value: 'time' | 'person' }
  | { from: 'change'; value: 'time' | 'person'; watched: readonly string[] };

/** What fills the cells of a field; undefined where people do. */
export function filledBy({ type, options }: Pick<Field, 'type' | 'options'>): FilledBy | undefined {
  const { filling } = fieldType(type);
  if (!filling || !('value' in filling)) return filling;
  if (filling.from === 'creation') return { from: 'creation', value: filling.value };
  const { referencedFieldIds = [] } = (options ?? {}) as { referencedFieldIds?: readonly string[] };
  return { from: 'change', value: filling.value, watched: referencedFieldIds };
}
