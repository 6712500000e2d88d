import {
  type Field,
  idsOf,
  type LinkOptions,
  type RawCell,
  rawCellOf,
  type RowCell,
  type SelectOptions,
} from '@pyairtable/contracts';
import { cellCopy, choiceMeant, choiceName, fieldType, isSelect } from '@pyairtable/field-types';
import { dayIn } from '@/pickers/day';
import { cellText, type Reader } from './cell-context';
import { lookAlike } from './look-alike';

/** The cell that a copy takes its value from. */
export interface CopiedCell {
  field: Field;
  cell: RowCell | undefined;
}

// Any page may put anything on the clipboard, a select without choices too.
const choicesOf = (field: Field): SelectOptions =>
  (isSelect(field) ? (field.options as SelectOptions | undefined) : undefined) ?? { choices: [] };

const linkedTableOf = ({ type, options }: Field): string | undefined =>
  type === 'multipleRecordLinks' ? (options as LinkOptions | undefined)?.linkedTableId : undefined;

/** Of a computed cell the stored one that it looks like. */
const asStored = (copied: CopiedCell): CopiedCell => lookAlike(copied.cell, copied.field) ?? copied;

/** Names of the choices in a copied select; null for a cell of another kind. */
export function copiedChoices(copied: CopiedCell): string[] | null {
  const { field, cell } = asStored(copied);
  if (!isSelect(field)) return null;
  return idsOf(cell).flatMap((id) => choiceName(choicesOf(field), id) ?? []);
}

/** What a copied cell is as a value of `field`; undefined where only its text can tell. */
export function copiedValue(copied: CopiedCell, field: Field, reader: Reader): RawCell | undefined {
  const source = asStored(copied);
  const raw = rawCellOf(source.cell);
  const from = source.field.type;
  const to = field.type;
  const [kind, wanted] = [fieldType(from).family, fieldType(to).family];
  if (raw === null) return null;
  if (wanted === 'choice') {
    const names = copiedChoices(copied);
    if (!names) return undefined;
    const ids = names.flatMap((name) => choiceMeant(choicesOf(field), name) ?? []);
    if (ids.length < names.length || (to === 'singleSelect' && ids.length > 1)) return undefined;
    return to === 'singleSelect' ? (ids[0] ?? null) : ids;
  }
  if (kind === 'file' && wanted === 'file') return cellCopy(raw);
  if (kind === 'person' && wanted === 'person') {
    const ids = idsOf(raw);
    return fieldType(to).several ? ids : ids.length > 1 ? undefined : (ids[0] ?? null);
  }
  if (wanted === 'links') {
    return from === to && linkedTableOf(source.field) === linkedTableOf(field) ? raw : undefined;
  }
  // Texts are read anew: a phone number is no address.
  if (from === to || (kind === wanted && kind !== 'text')) return raw;
  if (kind === 'day' && wanted === 'instant') return raw;
  if (from === 'dateTime' && to === 'date') return dayIn(raw, source.field, reader.timeZone) ?? undefined;
  return undefined;
}

/** A copied cell's text, as its own field shows it. */
export const copiedText = ({ field, cell }: CopiedCell, reader: Reader): string =>
  cellText(reader, field, cell);
