import { type Field, type LinkedTitle, TITLE_LIMITS } from '@pyairtable/contracts';
import { fieldAs, splitList } from '@pyairtable/field-types';
import type { EditValue, Paste } from '@pyairtable/grid';
import { isComputed, type Reader } from '@/cells/cell-context';
import { type CopiedCell, copiedText, copiedValue } from '@/cells/copied-cell';

/** Records by titles that were looked up, null where none has the title. */
export type Titled = ReadonlyMap<string, LinkedTitle | null>;

/** Finds records of a table by at most TITLE_LIMITS.asked titles; `signal` gives it up. */
export type FindTitled = (
  tableId: string,
  titles: readonly string[],
  signal: AbortSignal,
) => Promise<ReadonlyMap<string, LinkedTitle>>;

/** What a pasted value says of links by titles: a text, or a copied cell that is no link to the same table. */
function textOf(value: EditValue, field: Field, reader: Reader): string {
  if (field.type !== 'multipleRecordLinks' || isComputed(field)) return '';
  if (value.type === 'text') return value.text.trim();
  if (value.type !== 'copied') return '';
  const copied = value.value as CopiedCell;
  return copiedValue(copied, field, reader) === undefined ? copiedText(copied, reader).trim() : '';
}

/** Longer ones no record has. */
const isAskedFor = (title: string): boolean => title.length <= TITLE_LIMITS.length;

/** Titles that a paste may mean, by the tables that their fields link to: each text whole, for commas in titles, and in parts. */
export function wantedTitles(
  paste: Paste,
  fields: readonly Field[],
  reader: Reader,
): ReadonlyMap<string, ReadonlySet<string>> {
  const wanted = new Map<string, Set<string>>();
  const byId = new Map(fields.map((field) => [field.id, field]));
  const cells = [...paste.edits, ...paste.newRows.flatMap((row) => row.cells)];
  for (const { column, value } of cells) {
    const field = byId.get(column.id);
    const text = field ? textOf(value, field, reader) : '';
    if (!field || text === '') continue;
    const { linkedTableId } = fieldAs(field, 'multipleRecordLinks').options;
    const titles = wanted.get(linkedTableId) ?? new Set();
    for (const title of [text, ...splitList(text)]) if (isAskedFor(title)) titles.add(title);
    wanted.set(linkedTableId, titles);
  }
  return wanted;
}

/**
 * The links that a pasted value means by titles, and those of them that no record has; null for any other value. While one
 * of them could not be looked up, which records are meant is not known: then it is neither.
 */
export function linksByTitles(
  value: EditValue,
  field: Field,
  found: ReadonlyMap<string, Titled>,
  reader: Reader,
): { value: EditValue | null; missing: readonly string[] } | null {
  const text = textOf(value, field, reader);
  if (text === '') return null;
  const titled = found.get(fieldAs(field, 'multipleRecordLinks').options.linkedTableId);
  const isUnknown = (title: string) => isAskedFor(title) && !titled?.has(title);
  const asked = titled?.get(text) ? [text] : splitList(text);
  if (isUnknown(text) || asked.some(isUnknown)) return { value: null, missing: [] };
  const links = asked.flatMap((title) => titled?.get(title) ?? []);
  return {
    value: links.length > 0 ? { type: 'value', value: { links } } : null,
    missing: asked.filter((title) => !titled?.get(title)),
  };
}
