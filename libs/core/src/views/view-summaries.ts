import { appError, type Summaries, type SummaryKind } from '@pyairtable/contracts';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import { summariesFault } from './summaries';
import { summaryKinds } from './summary-kinds';

/** What is told of the cells of one field. */
export interface FieldSummary {
  field: FieldModel;
  kind: SummaryKind;
}

/**
 * Summaries as a view keeps them, in the order of the table's fields, without those of fields that are gone or have
 * another type by now.
 */
export const fittingSummaries = (kept: Summaries, table: TableModel): FieldSummary[] =>
  table.fields.flatMap((field) => {
    const kind = kept[field.id];
    return kind && summaryKinds(field).includes(kind) ? [{ field, kind }] : [];
  });

/** Summaries that somebody asks for. Throws UNKNOWN_FIELD_NAME, and INVALID_REQUEST_UNKNOWN for one that the field does not have. */
export function planSummaries(asked: Summaries, table: TableModel): FieldSummary[] {
  const unknown = Object.keys(asked).find((id) => !table.fieldById(id));
  if (unknown !== undefined) throw appError('UNKNOWN_FIELD_NAME', `Unknown field name: "${unknown}"`);
  const fault = summariesFault(asked, table);
  if (fault !== undefined) throw appError('INVALID_REQUEST_UNKNOWN', fault);
  return fittingSummaries(asked, table);
}
