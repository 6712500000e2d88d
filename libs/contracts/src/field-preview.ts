import type { Row } from './records';
import type { Field } from './schema';

/** A computed field as it would be, and what some records would show. */
export interface FieldPreview {
  field: Field;
  /** Those asked for that are there, each with its primary cell and the field's. */
  rows: Row[];
}
