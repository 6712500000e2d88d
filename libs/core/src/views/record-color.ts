import type { RecordColors, SelectOptions } from '@pyairtable/contracts';
import type { FormulaRow } from '../computed/own-formulas';
import type { TableModel } from '../model/table-model';
import { conditionsOf } from './filter';
import type { Asking } from './filter-condition';
import { givesColor } from './record-colors';
import { isToldByRow, RowFilter } from './row-filter';

/** How a choice is drawn that has no colour of its own. */
const NEUTRAL = 'grayLight2';

/**
 * The names of the colours that a view gives to rows as they are shown. A field that has become of a type which tells no colour,
 * and conditions that ask nothing any more, or not yet, colour no row.
 */
export function recordColor(
  colors: RecordColors,
  table: TableModel,
  asking: Asking,
): (row: FormulaRow) => string | undefined {
  if ('fieldId' in colors) {
    const field = table.fieldById(colors.fieldId);
    const { choices } = field && givesColor(field) ? (field.options as SelectOptions) : { choices: [] };
    const byId = new Map(choices.map(({ id, color }) => [id, color ?? NEUTRAL]));
    return ({ cells }) => byId.get(cells[colors.fieldId] as string);
  }
  const rules = colors.rules.flatMap(({ color, filter }) => {
    const conditions = conditionsOf(filter);
    const rowFilter = new RowFilter(filter, table, asking);
    const isTold = conditions.every(({ fieldId }) => {
      const field = table.fieldById(fieldId);
      return !field || isToldByRow(field);
    });
    return isTold && (rowFilter.asks || conditions.length === 0) ? { color, rowFilter } : [];
  });
  return (row) => rules.find(({ rowFilter }) => rowFilter.keeps(row))?.color;
}
