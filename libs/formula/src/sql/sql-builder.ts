import type { Mode } from '../modes';
import type { SqlValue } from './sql-value';

export type SqlType = 'text' | 'double precision' | 'integer' | 'bigint' | 'boolean' | 'jsonb';

/** What function definitions use to write SQL. Values travel as parameters only. */
export interface SqlBuilder {
  readonly mode: Mode;
  /** Binds a value and returns its placeholder, cast to the PostgreSQL type. */
  bind(value: string | number | boolean | null, type: SqlType): string;
  /** The value and its error as columns computed once, so that they may be repeated without computing or growing. */
  share(value: SqlValue): SqlValue;
  /** An expression without error state as a column computed once. */
  column(expression: string): string;
  /** Begins a scope of names, for LET; what it returns ends it. */
  enterScope(): () => void;
  /** Binds a name in the innermost scope. */
  setVariable(name: string, value: SqlValue): void;
  /** The statement's time as bigint milliseconds. */
  now(): string;
  /** True when the formula field computes in GMT. */
  readonly isGmt: boolean;
  /** IANA zone of the formula field, text. */
  zone(): string;
  /** The record's id, text. */
  recordId(): string;
  /** bigint milliseconds. */
  createdTime(): string;
  /** bigint milliseconds of the last change of any, or of the named fields; NULL when never. */
  lastModifiedTime(fieldIds: readonly string[]): string;
}
