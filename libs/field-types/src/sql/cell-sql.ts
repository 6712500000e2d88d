import type { SqlScope } from './sql-scope';

/** SQL over one stored cell. `column` is a quoted, qualified identifier; values only ever go in through the scope. */
export interface CellSql {
  /** Expression of type text: the public JSON of the cell, NULL when empty. */
  publicJson(column: string, scope: SqlScope): string;
  /** The same in raw form. */
  rawJson(column: string, scope: SqlScope): string;
  /** Expression of type text: the cell as links to its record show it, NULL when empty. Absent where the type is never primary. */
  title?(column: string, scope: SqlScope): string;
  /** Expression of the value that a formula reads, of the PostgreSQL type of its kind: see `FieldType.operand`. NULL is blank. */
  operand(column: string, scope: SqlScope): string;
  /** Expressions to ORDER BY in their ascending meaning; NULL is empty. Agrees with the type's `compare`. */
  sortKeys(column: string, scope: SqlScope): string[];
  /** Expression of the column's type from a jsonb expression that holds a raw cell; JSON null and NULL give NULL. */
  fromJson(json: string): string;
}
