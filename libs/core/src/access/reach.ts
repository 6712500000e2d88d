import type { CheckedFormula } from '@pyairtable/formula';
import type { BaseModel } from '../model/base-model';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import { type Caller, seesAddresses } from './caller';

/** What of a table somebody sees who may read its base; whatever chooses rows or shows cells is told it. */
export interface Reach {
  /** Ids of the fields whose cells are shown. */
  fields: 'all' | ReadonlySet<string>;
  /** A formula over the row: those that it keeps, whatever its fields are to whoever asks. */
  rows: 'all' | 'none' | CheckedFormula;
}

/** The reach of what serves many callers at once. */
export const EVERYTHING: Reach = { fields: 'all', rows: 'all' };

/** The caller's reach: permissions end at the base today. */
export const reachOf: (caller: Caller, base: BaseModel, table: TableModel) => Reach = () => EVERYTHING;

/** What somebody sees of a base's rows, those included that others are seen through. */
export interface Sight {
  /** People are shown with their e-mail addresses. */
  addresses: boolean;
  reach(base: BaseModel, table: TableModel): Reach;
}

export const sightOf = (caller: Caller): Sight => ({
  addresses: seesAddresses(caller),
  reach: (base, table) => reachOf(caller, base, table),
});

/** The sight of what is stored, and of what is judged by. */
export const WHOLE_SIGHT: Sight = { addresses: false, reach: () => EVERYTHING };

export const isShown = ({ fields }: Reach, { id }: FieldModel): boolean => fields === 'all' || fields.has(id);

/** Those of the fields that are shown, in their order. */
export const fieldsWithin = (reach: Reach, fields: readonly FieldModel[]): readonly FieldModel[] =>
  reach.fields === 'all' ? fields : fields.filter((field) => isShown(reach, field));
