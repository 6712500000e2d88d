import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import type { FieldReader } from './field-reader';

/** Fields by their ids. */
export type FieldsById = ReadonlyMap<string, FieldModel>;

/** How one setting of a view behaves, whoever reads or rewrites the view. */
export interface ViewSetting<V> {
  /** Ids of the fields that it names. */
  fieldIds(value: V): readonly string[];
  /** Why the table cannot have it, in a sentence; its fields are known to be the table's. */
  fault?(value: V, table: TableModel): string | undefined;
  /** What is left of it once fields are gone; undefined is nothing. */
  forget(value: V, gone: ReadonlySet<string>): V | undefined;
  /** What is left of it where fields that it names are as they are by now; undefined is nothing, absent: all. */
  fit?(value: V, fields: FieldsById): V | undefined;
  /** What the server keeps of what was given; absent: as it is. */
  kept?(value: V, table: TableModel): V;
  /** What a change makes of it; absent: the change replaces it. */
  merge?(before: V | undefined, given: V): V | undefined;
  /** Its value in a base file; undefined where there is none. */
  read(view: Readonly<Record<string, unknown>>, reader: FieldReader): V | undefined;
}
