import type { Field } from '@pyairtable/contracts';
import type { CellError } from '@pyairtable/field-types';
import { ENGLISH } from '@pyairtable/grid';

/** Why nothing can be written to a record, or taken from it, whose row is not loaded. */
export const NOT_LOADED = ENGLISH.notLoaded;

/** Why a text or value is no cell of a field, to whoever typed or pasted it: the public interface says it in Airtable's words. */
export function whyRefused({ message, unread }: CellError, { name }: Pick<Field, 'name'>): string {
  return unread === undefined ? message : `“${name}” cannot take “${unread}”.`;
}
