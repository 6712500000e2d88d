import { VIEW_LIMITS } from '@pyairtable/contracts';
import { namesToIds } from '@pyairtable/formula';
import { checkFilter } from '../computed/check-filter';
import type { ViewSetting } from './view-setting';

/** A formula that holds for the rows which a view keeps; fields by id, so that it means the same ones when they are renamed. */
export const filterFormula: ViewSetting<string> = {
  fieldIds: () => [],
  // It goes on naming the field, and keeps all rows: who reads it sees what it was.
  forget: (formula) => formula,
  merge: (_before, formula) => (formula.trim() === '' ? undefined : formula),
  kept: (formula, table) => namesToIds(formula, table.fields),
  fault: (formula, table) =>
    formula.trim() === '' ? undefined : checkFilter(formula, table).problems[0]?.message,
  read(view, reader) {
    const key = 'filterFormula' in view ? 'filterFormula' : 'filter';
    // Conditions as data are another setting.
    if (key === 'filter' && typeof view[key] === 'object') return undefined;
    const formula = reader.problems.optionalText(view[key], reader.at(key), VIEW_LIMITS.filterFormula);
    return formula
      ? namesToIds(
          formula,
          reader.table.fields.map(({ field }) => field),
        )
      : undefined;
  },
};
