import { type CheckedFormula, dependenciesOf } from '@pyairtable/formula';
import type { BaseModel } from '../model/base-model';
import type { FieldModel } from '../model/field-model';

/** Whether people change the cells of the field: of others there is no time of a change. */
export const isChanged = ({ storage, behaviour }: FieldModel): boolean =>
  storage.kind === 'links' || (storage.kind === 'column' && !behaviour.computed);

/** Fields by id of which computed ones ask when a cell was last changed. */
export function askedChanges({ tables }: BaseModel): Set<string> {
  const formulas = tables.flatMap(({ fields }) =>
    fields.flatMap(({ computed }): CheckedFormula[] => {
      if (!computed || computed.kind === 'invalid') return [];
      const own = 'formula' in computed ? [computed.formula] : [];
      return 'filter' in computed && computed.filter ? [...own, computed.filter] : own;
    }),
  );
  const asked = new Set(formulas.flatMap((formula) => dependenciesOf(formula).watched));
  const changed = tables.flatMap(({ fields }) => fields.filter(isChanged));
  return new Set(changed.flatMap(({ id }) => (asked.has(id) ? [id] : [])));
}
