import type { BaseModel, SortKey } from '@pyairtable/core';
import { RowCells } from './row-cells';
import type { Statement } from './statement';

export interface OrderBy {
  /** Text behind the FROM item `t` that the terms read; '' when they read the row alone. */
  joins: string;
  /** ORDER BY terms: empties first ascending, last descending; ties by creation. */
  terms: string;
}

/** The order of the rows `t`; that of creation without a sort. */
export function orderBy(base: BaseModel, sort: readonly SortKey[], statement: Statement): OrderBy {
  const row = new RowCells(base, 't', statement, 'table');
  const terms = sort.flatMap(({ field, direction }) =>
    row.sortKeys(field).map((key) => `${key} ${direction === 'asc' ? 'ASC NULLS FIRST' : 'DESC NULLS LAST'}`),
  );
  return { joins: row.joins(), terms: [...terms, 't.__id ASC'].join(', ') };
}
