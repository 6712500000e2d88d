import { appError, type View } from '@pyairtable/contracts';
import { type CheckedFormula, filterProblemMessage } from '@pyairtable/formula';
import { checkFilter } from '../computed/check-filter';
import type { BaseModel } from '../model/base-model';
import type { ListQuery, SortKey } from './list-query';
import { readOffsetToken } from './offset-token';
import type { TableModel } from '../model/table-model';
import type { Asking } from '../views/filter-condition';
import { viewFilters } from '../views/view-filters';

/** The list parameters that need the table's structure to be understood; shapes are checked before. */
export interface ListRequest {
  pageSize: number;
  maxRecords: number | null;
  offset?: string | undefined;
  /** Id or name. */
  view?: string | undefined;
  /** Absent or empty: the view's order, else creation order. */
  sort?: readonly { field: string; direction: 'asc' | 'desc' }[] | undefined;
  /** Formula over the record; absent or empty: all that the view shows. */
  filterByFormula?: string | undefined;
  /** Ids or names; absent: all. */
  fields?: readonly string[] | undefined;
}

function viewOf(base: BaseModel, table: TableModel, idOrName: string) {
  const elsewhere = base.tables.some(
    (other) => other !== table && other.views.some(({ id }) => id === idOrName),
  );
  if (elsewhere) throw appError('FAILED_STATE_CHECK');
  return table.view(idOrName);
}

/** Keys of a view. A field deleted since is dropped from them rather than failing the list. */
export const viewKeys = (table: TableModel, keys: View['sort'] = []): SortKey[] =>
  keys.flatMap(({ fieldId, direction }) => {
    const field = table.fieldById(fieldId);
    return field ? [{ field, direction }] : [];
  });

/** The order of a view's rows: groups first. */
const viewOrder = (table: TableModel, view: View | undefined): SortKey[] => [
  ...viewKeys(table, view?.groups),
  ...viewKeys(table, view?.sort),
];

/** The filter asked for and the view's. */
function filtersOf(
  request: ListRequest,
  table: TableModel,
  view: View | undefined,
  asking: Asking,
): CheckedFormula[] {
  const kept = viewFilters(view, table, asking);
  if (!request.filterByFormula?.trim()) return kept;
  const asked = checkFilter(request.filterByFormula, table);
  if (asked.problems.length > 0)
    throw appError('INVALID_FILTER_BY_FORMULA', filterProblemMessage(asked.problems));
  return [...kept, asked];
}

/**
 * Resolves names. Throws UNKNOWN_FIELD_NAME, INVALID_FILTER_BY_FORMULA, VIEW_NAME_NOT_FOUND, VIEW_ID_NOT_FOUND, FAILED_STATE_CHECK,
 * INVALID_OFFSET_VALUE or LIST_RECORDS_ITERATOR_NOT_AVAILABLE.
 */
export function planList(
  request: ListRequest,
  base: BaseModel,
  table: TableModel,
  asking: Asking,
): ListQuery {
  const view = request.view === undefined ? undefined : viewOf(base, table, request.view);
  const fields = request.fields?.map((name) => table.field(name)) ?? null;
  const asked = request.sort?.map(({ field, direction }) => ({ field: table.field(field), direction })) ?? [];
  return {
    table,
    view,
    fields: fields && [...new Set(fields)],
    filters: filtersOf(request, table, view, asking),
    sort: asked.length > 0 ? asked : viewOrder(table, view),
    pageSize: request.pageSize,
    maxRecords: request.maxRecords,
    position: request.offset === undefined ? null : readOffsetToken(request.offset, table.id),
  };
}
