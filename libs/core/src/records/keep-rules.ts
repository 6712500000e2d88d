import { appError, DEFAULT_LIMITS } from '@pyairtable/contracts';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import type { RecordWrite } from './change-set';
import { defaultCell, type DefaultContext } from './default-cell';

const required = ({ id, name }: FieldModel) =>
  appError('INVALID_VALUE_FOR_COLUMN', `Field "${name}" is required: its cell cannot be left empty`, {
    details: { fieldId: id },
  });

const isEmpty = ({ id }: FieldModel, { cells }: RecordWrite) => (cells[id] ?? null) === null;

/** Throws INVALID_REQUEST_UNKNOWN where defaults come to more in the records than a request may write: one can always be made. */
function requireBounded(
  { name }: TableModel,
  records: readonly RecordWrite[],
  defaults: readonly (readonly [string, unknown])[],
): void {
  const lengths = defaults.map(([id, value]) => [id, JSON.stringify(value).length] as const);
  let made = 0;
  for (const [index, { cells }] of records.entries()) {
    for (const [id, length] of lengths) if (!(id in cells)) made += length;
    if (index > 0 && made > DEFAULT_LIMITS.made)
      throw appError(
        'INVALID_REQUEST_UNKNOWN',
        `The defaults of table "${name}" are too long for so many records: make at most ${index} at a time`,
      );
  }
}

/**
 * New records with the defaults of the fields that they do not name. Throws INVALID_VALUE_FOR_COLUMN when a required cell is empty, and
 * INVALID_REQUEST_UNKNOWN where defaults come to too much.
 */
export function withDefaults(
  table: TableModel,
  records: readonly RecordWrite[],
  context: DefaultContext,
): RecordWrite[] {
  const ruled = table.fields.filter(({ rules }) => rules);
  if (ruled.length === 0) return [...records];
  const defaults = ruled.flatMap((field) => {
    const { default: given } = field.rules ?? {};
    const outcome = given === undefined ? undefined : defaultCell(field, given, context);
    return outcome?.ok ? [[field.id, outcome.value] as const] : [];
  });
  requireBounded(table, records, defaults);
  const filled = records.map(({ id, cells }) => ({
    id,
    cells: { ...Object.fromEntries(defaults), ...cells },
  }));
  for (const field of ruled)
    if (field.rules?.required && filled.some((record) => isEmpty(field, record))) throw required(field);
  return filled;
}

/** Throws INVALID_VALUE_FOR_COLUMN when a write to existing records would empty a required cell. */
export function requireFilled(table: TableModel, updates: readonly RecordWrite[]): void {
  for (const field of table.fields)
    if (field.rules?.required && updates.some((record) => field.id in record.cells && isEmpty(field, record)))
      throw required(field);
}
