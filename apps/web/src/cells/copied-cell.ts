import type { Field, RawCell, RowCell } from '@pyairtable/contracts';
import { choiceMeant, choiceName, type LinkOptions, type SelectOptions } from '@pyairtable/field-types';
import { dayIn } from '@/pickers/day';
import { cellText, type Reader } from './cell-context';
import { idsOf, rawCell } from './raw-cell';

/** The cell that a copy takes its value from. */
export interface CopiedCell {
  field: Pick<Field, 'id' | 'name' | 'type' | 'options'>;
  cell: RowCell | undefined;
}

const SELECTS: ReadonlySet<string> = new Set(['singleSelect', 'multipleSelects']);
/** Kinds whose numbers mean the same, whatever their look. */
const AMOUNTS: ReadonlySet<string> = new Set(['number', 'currency', 'percent', 'rating', 'autoNumber']);
const INSTANTS: ReadonlySet<string> = new Set(['dateTime', 'createdTime', 'lastModifiedTime']);
const PEOPLE: ReadonlySet<string> = new Set(['singleCollaborator', 'createdBy', 'lastModifiedBy']);

const choicesOf = ({ options }: Pick<Field, 'options'>): SelectOptions =>
  (options as unknown as SelectOptions | undefined) ?? { choices: [] };

/** Names of the choices in a copied select; null for a cell of another kind. */
export function copiedChoices({ field, cell }: CopiedCell): string[] | null {
  if (!SELECTS.has(field.type)) return null;
  return idsOf(cell).flatMap((id) => choiceName(choicesOf(field), id) ?? []);
}

/** What a copied cell is as a value of `field`; undefined where only its text can tell. */
export function copiedValue(copied: CopiedCell, field: Field, reader: Reader): RawCell | undefined {
  const raw = rawCell(copied.cell);
  const from = copied.field.type;
  const to = field.type;
  if (raw === null) return null;
  if (SELECTS.has(to)) {
    const names = copiedChoices(copied);
    if (!names) return undefined;
    const ids = names.flatMap((name) => choiceMeant(choicesOf(field), name) ?? []);
    if (ids.length < names.length || (to === 'singleSelect' && ids.length > 1)) return undefined;
    return to === 'singleSelect' ? (ids[0] ?? null) : ids;
  }
  if (to === 'multipleRecordLinks') {
    const table = (options: Field['options']) =>
      (options as unknown as LinkOptions | undefined)?.linkedTableId;
    return from === to && table(copied.field.options) === table(field.options) ? raw : undefined;
  }
  if (from === to || (AMOUNTS.has(from) && AMOUNTS.has(to)) || (PEOPLE.has(from) && PEOPLE.has(to)))
    return raw;
  if (INSTANTS.has(from) && to === 'dateTime') return raw;
  if (from === 'date' && to === 'dateTime') return raw;
  if (from === 'dateTime' && to === 'date')
    return dayIn(raw, copied.field as Field, reader.timeZone) ?? undefined;
  return undefined;
}

/** A copied cell's text, as its own field shows it. */
export const copiedText = ({ field, cell }: CopiedCell, reader: Reader): string =>
  cellText(reader, field as Field, cell);
