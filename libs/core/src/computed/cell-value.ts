import {
  aiCellOf,
  attachmentsOf,
  barcodeOf,
  linksOf,
  type RowCell,
  type SelectOptions,
} from '@pyairtable/contracts';
import type { FieldFamily } from '@pyairtable/field-types';
import { FormulaDate, isDate, isFailure, type Value } from '@pyairtable/formula';
import type { FieldModel } from '../model/field-model';

type Read = (cell: RowCell | undefined, field: FieldModel) => Value;

const time: Read = (cell) => (typeof cell === 'string' ? new FormulaDate(Date.parse(cell)) : null);
const number: Read = (cell) => (typeof cell === 'number' ? cell : null);

/** Names of people are not among them: a cell holds their ids. */
const READS: Partial<Record<FieldFamily, Read>> = {
  text: (cell) => (typeof cell === 'string' ? cell : null),
  number,
  duration: number,
  checkbox: (cell) => cell === true,
  day: time,
  instant: time,
  choice(cell, { options, behaviour }) {
    const names = new Map((options as SelectOptions).choices.map(({ id, name }) => [id, name]));
    if (!behaviour.several) return names.get(cell as string) ?? null;
    const chosen = ((cell ?? []) as readonly string[]).flatMap((id) => names.get(id) ?? []);
    return chosen.length > 0 ? chosen : null;
  },
  links(cell) {
    const titles = linksOf(cell).map(({ title }) => (title === '' ? null : title));
    return titles.length > 0 ? titles : null;
  },
  button: (_cell, { storage }) => (storage.kind === 'constant' ? storage.text : null),
  generated: (cell) => aiCellOf(cell)?.value || null,
  code: (cell) => barcodeOf(cell)?.text ?? null,
  file(cell) {
    const texts = attachmentsOf(cell).map(({ filename, url }) => `${filename} (${url})`);
    return texts.length > 0 ? texts : null;
  },
};

/** Whether a row's cell of the field says all that a formula reads of it. */
export const isCellRead = ({ storage, behaviour }: FieldModel): boolean =>
  storage.kind !== 'query' && READS[behaviour.family] !== undefined;

/** What a formula reads of a row's cell of a stored field, as the field type's `operand` says it in SQL; undefined is empty. */
export function valueOfCell(cell: RowCell | undefined, field: FieldModel): Value {
  const read = READS[field.behaviour.family];
  if (!read) throw new Error(`the cells of ${field.type} fields do not say what formulas read`);
  return read(cell, field);
}

/**
 * The cell that a row shows of a formula field with this value, which is that of `fieldValue`; undefined when blank.
 * `day`: its dates are days. The same as `fieldJson` in SQL.
 */
export function cellOfValue(value: Value, day: boolean): RowCell | undefined {
  if (value === null) return undefined;
  if (isFailure(value)) return { error: '#ERROR!' };
  if (isDate(value)) {
    const iso = new Date(value.ms).toISOString();
    return day ? iso.slice(0, 10) : iso;
  }
  if (typeof value === 'number' && !Number.isFinite(value))
    return { specialValue: String(value) as 'NaN' | 'Infinity' | '-Infinity' };
  // A number has no sign where it is nothing.
  if (typeof value === 'number') return value === 0 ? 0 : value;
  return typeof value === 'string' ? value : undefined;
}
