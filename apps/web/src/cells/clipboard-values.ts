import { type Field, FIELD_TYPES, idsOf, type RowCell } from '@pyairtable/contracts';
import { fieldWith, isSelect } from '@pyairtable/field-types';
import type { CopiedCell } from './copied-cell';

/** Cells as they go on the clipboard: their fields once, empty cells as null. */
interface Written {
  fields: CopiedCell['field'][];
  rows: (RowCell | null)[][];
}

/** Of a select only the choices that are in the copied cells: it may have thousands. */
function usedOptions(field: Field, cells: readonly (RowCell | undefined)[]): Field['options'] {
  if (!isSelect(field)) return field.options;
  const used = new Set(cells.flatMap(idsOf));
  return { choices: field.options.choices.filter(({ id }) => used.has(id)) };
}

/** Values of cells, row by row under their fields, as text for the clipboard. */
export function writeValues(
  fields: readonly Field[],
  rows: readonly (readonly (RowCell | undefined)[])[],
): string {
  const written: Written = {
    fields: fields.map((field, at) => {
      const { id, name, type } = field;
      const column = rows.map((row) => row[at]);
      return fieldWith({ id, name, type }, usedOptions(field, column));
    }),
    rows: rows.map((row) => row.map((cell) => cell ?? null)),
  };
  return JSON.stringify(written);
}

/** Reads that back; null for what is not ours: any page may put anything on the clipboard. */
export function readValues(text: string): CopiedCell[][] | null {
  let read: Partial<Written> | null;
  try {
    read = JSON.parse(text) as Partial<Written> | null;
  } catch {
    return null;
  }
  const { fields, rows } = read ?? {};
  if (!Array.isArray(fields) || !Array.isArray(rows)) return null;
  const isKnown = fields.every((field) => FIELD_TYPES.some((type) => type === field?.type));
  if (!isKnown || !rows.every((row) => Array.isArray(row) && row.length <= fields.length)) return null;
  return rows.map((row) =>
    row.map((cell, at) => ({ field: fields[at] as CopiedCell['field'], cell: cell ?? undefined })),
  );
}
