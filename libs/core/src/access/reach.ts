import type { BaseModel } from '../model/base-model';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import type { Caller } from './caller';

/** What of a table somebody sees who may read its base; whatever chooses rows or shows cells is told it. */
export interface Reach {
  /** Ids of the fields whose cells are shown. */
  fields: 'all' | ReadonlySet<string>;
  rows: 'all' | 'none';
}

/** The reach of what serves many callers at once. */
export const EVERYTHING: Reach = { fields: 'all', rows: 'all' };

/** The caller's reach: permissions end at the base today. */
export const reachOf: (caller: Caller, base: BaseModel, table: TableModel) => Reach = () => EVERYTHING;

/** Those of the fields that are shown, in their order. */
export const fieldsWithin = (reach: Reach, fields: readonly FieldModel[]): readonly FieldModel[] => {
  const shown = reach.fields;
  return shown === 'all' ? fields : fields.filter(({ id }) => shown.has(id));
};
