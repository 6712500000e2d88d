import type { Mode } from '../modes';
import type { Value } from '../value';

/** All that a formula may read beside its own text; one per record. */
export interface Environment {
  mode: Mode;
  /** The cell of a field by id; `values` of a rollup under that name. null when empty. */
  cell(fieldId: string): Value;
  /** The statement's time, ms since 1970. */
  nowMs: number;
  /** IANA zone of the formula field; GMT unless the field says otherwise. */
  timeZone: string;
  recordId: string;
  createdMs: number;
  /** Last change of any, or of the named fields; null when never. */
  lastModifiedMs(fieldIds: readonly string[]): number | null;
  /** LET bindings in force. */
  variables: ReadonlyMap<string, Value>;
}
