import type { Field } from '@pyairtable/contracts';
import type { CellError } from '@pyairtable/field-types';
import { ENGLISH } from '@pyairtable/grid';
import { listedTitles } from './listed-titles';

/** Why nothing can be written to a record, or taken from it, whose row is not loaded. */
export const NOT_LOADED = ENGLISH.notLoaded;

/** Why a text or value is no cell of a field, to whoever typed or pasted it: the public interface says it in Airtable's words. */
export function whyRefused({ message, unread }: CellError, { name }: Pick<Field, 'name'>): string {
  return unread === undefined ? message : `“${name}” cannot take “${unread}”.`;
}

/** What became of other records than the one that a field takes. */
export const whyOne = ({ name }: Pick<Field, 'name'>, dropped: readonly string[]): string =>
  `“${name}” takes one record: ${listedTitles(dropped, 'and')} ${dropped.length === 1 ? 'was' : 'were'} left out.`;
