import type { SortKey } from '@pyairtable/core';
import type { RowCells } from './row-cells';

/** ORDER BY terms over a row `t`: empties first ascending, last descending; ties, and all without a sort, by creation. */
export function orderBy(row: RowCells, sort: readonly SortKey[]): string {
  const terms = sort.flatMap(({ field, direction }) =>
    row.sortKeys(field).map((key) => `${key} ${direction === 'asc' ? 'ASC NULLS FIRST' : 'DESC NULLS LAST'}`),
  );
  return [...terms, 't.__id ASC'].join(', ');
}
