import type { SqlValue } from './sql-value';

/** What a rollup's `values` stands for. */
export interface RollupValues {
  /** The list itself. */
  all(): SqlValue;
  /** The result of a function of the list alone, where there is a quicker way to it than through the list. */
  aggregate(functionName: string): SqlValue | undefined;
}
