import type { SortKey } from '@pyairtable/core';
import type { RowCells } from './row-cells';

/** An expression over a row that its place follows. */
export interface OrderKey {
  expression: string;
  direction: SortKey['direction'];
}

export const orderKeys = (row: RowCells, sort: readonly SortKey[]): OrderKey[] =>
  sort.flatMap(({ field, direction }) =>
    row.sortKeys(field).map((expression) => ({ expression, direction })),
  );

/** ORDER BY terms over a row: empties first ascending, last descending; ties, and all without a key, by creation. */
export function orderBy(keys: readonly OrderKey[], created: string): string {
  const terms = keys.map(
    ({ expression, direction }) =>
      `${expression} ${direction === 'asc' ? 'ASC NULLS FIRST' : 'DESC NULLS LAST'}`,
  );
  return [...terms, `${created} ASC`].join(', ');
}

/** Boolean expression: a row stands before another; `one` and `other` give the names of their keys, by number, and of creation. */
export function standsBefore(
  directions: readonly SortKey['direction'][],
  one: (key: number | 'created') => string,
  other: (key: number | 'created') => string,
): string {
  return directions.reduceRight(
    (rest, direction, at) => {
      const [a, b] = [one(at), other(at)];
      const before = direction === 'asc' ? `${a} < ${b} OR ${a} IS NULL` : `${a} > ${b} OR ${b} IS NULL`;
      return `CASE WHEN ${a} IS NOT DISTINCT FROM ${b} THEN ${rest} ELSE coalesce(${before}, false) END`;
    },
    `${one('created')} < ${other('created')}`,
  );
}
