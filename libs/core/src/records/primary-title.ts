import { barcodeOf, type FieldResult, type RawCell } from '@pyairtable/contracts';
import { fieldType, shownAs } from '@pyairtable/field-types';
import { cellContext } from '../cells/write-input';
import type { BaseModel } from '../model/base-model';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';

/** Families whose cells have one title each, in however many ways they may be written. */
const WRITTEN_VARIOUSLY: ReadonlySet<string> = new Set(['number', 'duration', 'day', 'instant']);
const AS_IT_STANDS: ReadonlySet<string> = new Set(['text', 'code']);
const NUMBER: FieldResult = { type: 'number', options: { precision: 0 } };

/** The type whose values a primary field shows. The numbers that a table gives are read as any others. */
export const primaryValues = (field: Pick<FieldModel, 'type' | 'options'>): FieldResult =>
  field.type === 'autoNumber' ? NUMBER : shownAs(field);

/** The title of a record with that primary cell, as links keep it; undefined where the cell has none. */
export function titleOf(cell: RawCell): string | undefined {
  if (typeof cell === 'number') return String(cell);
  return typeof cell === 'string' ? cell : barcodeOf(cell)?.text;
}

/** The title that a text means in the table: that of the cell which typecast reads there; undefined where it reads none. */
export function readTitle(text: string, { primaryField }: TableModel, base: BaseModel): string | undefined {
  const { type, options } = primaryValues(primaryField);
  const { family, normalise } = fieldType(type);
  if (!WRITTEN_VARIOUSLY.has(family)) return AS_IT_STANDS.has(family) ? text : text.trim();
  const outcome = normalise(text, options, { ...cellContext(primaryField, base), typecast: true });
  return outcome.ok ? titleOf(outcome.value.cell) : undefined;
}

/** What a title is looked up as: what it means in the table, and where that is nothing, as it stands. */
export const soughtTitle = (table: TableModel, title: string, base: BaseModel): string =>
  readTitle(title, table, base) ?? title.trim();
