import { type Field, idsOf, type RawCell, rawCellOf, type RowCell } from '@pyairtable/contracts';
import {
  choiceMeant,
  choiceName,
  fieldType,
  type LinkOptions,
  type SelectOptions,
} from '@pyairtable/field-types';
import { dayIn } from '@/pickers/day';
import { cellText, type Reader } from './cell-context';

/** The cell that a copy takes its value from. */
export interface CopiedCell {
  field: Pick<Field, 'id' | 'name' | 'type' | 'options'>;
  cell: RowCell | undefined;
}

const choicesOf = ({ options }: Pick<Field, 'options'>): SelectOptions =>
  (options as unknown as SelectOptions | undefined) ?? { choices: [] };

/** Names of the choices in a copied select; null for a cell of another kind. */
export function copiedChoices({ field, cell }: CopiedCell): string[] | null {
  if (fieldType(field.type).family !== 'choice') return null;
  return idsOf(cell).flatMap((id) => choiceName(choicesOf(field), id) ?? []);
}

/** What a copied cell is as a value of `field`; undefined where only its text can tell. */
export function copiedValue(copied: CopiedCell, field: Field, reader: Reader): RawCell | undefined {
  const raw = rawCellOf(copied.cell);
  const from = copied.field.type;
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
  if (wanted === 'links') {
    const table = (options: Field['options']) =>
      (options as unknown as LinkOptions | undefined)?.linkedTableId;
    return from === to && table(copied.field.options) === table(field.options) ? raw : undefined;
  }
  // Texts are read anew: a phone number is no address.
  if (from === to || (kind === wanted && kind !== 'text')) return raw;
  if (kind === 'day' && wanted === 'instant') return raw;
  if (from === 'dateTime' && to === 'date')
    return dayIn(raw, copied.field as Field, reader.timeZone) ?? undefined;
  return undefined;
}

/** A copied cell's text, as its own field shows it. */
export const copiedText = ({ field, cell }: CopiedCell, reader: Reader): string =>
  cellText(reader, field as Field, cell);
