import { type Field, type LinkedTitle, type Table, TITLE_LIMITS } from '@pyairtable/contracts';
import { fieldAs, splitList } from '@pyairtable/field-types';
import type { EditValue, Paste } from '@pyairtable/grid';
import { isId } from '@pyairtable/kernel';
import { isComputed, type Reader } from '@/cells/cell-context';
import { type CopiedCell, copiedText, copiedValue } from '@/cells/copied-cell';
import type { OfferedLink } from '@/cells/offered-link';
import type { NewLinked } from '@/pickers/new-linked';

/** Records by titles that were looked up, null where none has the title; those to make are among them. */
export type Titled = ReadonlyMap<string, OfferedLink | null>;

/** Finds records of a table by at most TITLE_LIMITS.asked titles; `signal` gives it up. */
export type FindTitled = (
  tableId: string,
  titles: readonly string[],
  signal: AbortSignal,
) => Promise<ReadonlyMap<string, LinkedTitle>>;

/** What a pasted value says of links by titles: a text, or a copied cell that is no link to the same table. */
function textOf(value: EditValue, field: Field, reader: Reader): string {
  if (field.type !== 'multipleRecordLinks' || isComputed(field)) return '';
  const isLink =
    value.type === 'copied' && copiedValue(value.value as CopiedCell, field, reader) !== undefined;
  return isLink ? '' : plainText(value, reader);
}

/** What a pasted value is as a text. */
function plainText(value: EditValue, reader: Reader): string {
  if (value.type === 'text') return value.text.trim();
  return value.type === 'copied' ? copiedText(value.value as CopiedCell, reader).trim() : '';
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

/** The titles that a text means: it whole or its parts; null while it is not known which. */
function askedIn(text: string, titled: Titled | undefined): readonly string[] | null {
  const isUnknown = (title: string) => isAskedFor(title) && !titled?.has(title);
  const whole = titled?.get(text);
  const parts = splitList(text);
  const isExact = (title: string) => titled?.get(title)?.title === title;
  // A title that is only like the text does not stand before its parts as they are.
  const asked = whole && (isExact(text) || !parts.every(isExact)) ? [text] : parts;
  return isUnknown(text) || asked.some(isUnknown) ? null : asked;
}

/** Titles of records that a pasted value means to link to and that none has: those to make for it. */
function unmetTitles(
  value: EditValue,
  field: Field,
  found: ReadonlyMap<string, Titled>,
  reader: Reader,
): readonly string[] {
  const text = textOf(value, field, reader);
  if (text === '') return [];
  const { linkedTableId, prefersSingleRecordLink } = fieldAs(field, 'multipleRecordLinks').options;
  const titled = found.get(linkedTableId);
  const asked = askedIn(text, titled) ?? [];
  const isUnmet = (title: string) => titled?.get(title) === null && !isId('record', title);
  if (!prefersSingleRecordLink || asked.length === 1) return asked.filter(isUnmet);
  // One takes no list: a text of which no part is known is the title of one, of copied links the first is meant.
  if (value.type !== 'text') return asked.slice(0, 1).filter(isUnmet);
  return asked.every((title) => !titled?.get(title)) ? [text].filter(isUnmet) : [];
}

/** How many records a paste makes to link to: of more it is as likely that the wrong column was pasted. */
export const MAX_MADE = 100;

/** What was found, and records to make for the titles that none has, of the tables in which `offer` answers some. */
export function withMade(
  paste: Paste,
  table: Pick<Table, 'id' | 'primaryFieldId' | 'fields'>,
  found: ReadonlyMap<string, Titled>,
  reader: Reader,
  offer: (tableId: string) => ((title: string) => NewLinked) | undefined,
): ReadonlyMap<string, Titled> {
  const byId = new Map(table.fields.map((field) => [field.id, field]));
  const cells = [...paste.edits, ...paste.newRows.flatMap((row) => row.cells)];
  // Records that have their titles by this paste are not made twice.
  const titlesHere = new Set(
    cells.flatMap(({ column, value }) =>
      column.id === table.primaryFieldId ? plainText(value, reader) : [],
    ),
  );
  const unmet = new Map<string, Set<string>>();
  for (const { column, value } of cells) {
    const field = byId.get(column.id);
    if (field?.type !== 'multipleRecordLinks') continue;
    const { linkedTableId } = fieldAs(field, 'multipleRecordLinks').options;
    const titles = unmetTitles(value, field, found, reader).filter(
      (title) => linkedTableId !== table.id || !titlesHere.has(title),
    );
    unmet.set(linkedTableId, new Set([...(unmet.get(linkedTableId) ?? []), ...titles]));
  }
  const offered = [...unmet].flatMap(([tableId, titles]) => {
    const make = titles.size > 0 ? offer(tableId) : undefined;
    return make ? [{ tableId, titles, make }] : [];
  });
  if (offered.reduce((sum, { titles }) => sum + titles.size, 0) > MAX_MADE) return found;
  const all = new Map(found);
  for (const { tableId, titles, make } of offered) {
    const titled = new Map(all.get(tableId));
    for (const title of titles) {
      const made = make(title);
      if (made.ok) titled.set(title, made.record);
    }
    all.set(tableId, titled);
  }
  return all;
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
  const asked = askedIn(text, titled);
  if (!asked) return { value: null, missing: [] };
  const meant = asked.flatMap((title) => titled?.get(title) ?? []);
  // Two spellings may mean one record.
  const links = [...new Map(meant.map((record) => [record.id, record])).values()];
  return {
    value: links.length > 0 ? { type: 'value', value: { links } } : null,
    missing: asked.filter((title) => !titled?.get(title)),
  };
}
