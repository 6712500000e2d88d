import { faultOf, type FilterGroup, idsOf, linksOf, type RowCell } from '@pyairtable/contracts';
import {
  type CheckedFormula,
  type Environment,
  evaluate,
  fail,
  FormulaDate,
  isFailure,
  isList,
  keeps,
  MODES,
  type Value,
} from '@pyairtable/formula';
import { isCellRead, valueOfCell } from '../computed/cell-value';
import type { FormulaRow } from '../computed/own-formulas';
import { valueType } from '../computed/value-type';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import type { Asking } from './filter-condition';
import { operandOf } from './filter-operand';
import { filterKind } from './filter-operators';
import { viewFilters } from './view-filters';

/** Whether a row's cell of the field says all that conditions ask of it: what is looked up is shown in other ways than it is compared. */
export function isToldByRow(field: FieldModel): boolean {
  if (field.computed) return field.computed.kind !== 'invalid' && !isList(valueType(field));
  const kind = filterKind(field);
  return kind === 'person' || kind === 'people' || isCellRead(field) || field.storage.kind === 'system';
}

/** What a condition reads of the cell of a computed field: the reverse of `cellOfValue`. */
function computedValue(cell: RowCell | undefined, field: FieldModel): Value {
  const fault = faultOf(cell);
  if (fault === '#ERROR!') return fail('The cell has no value.');
  if (fault !== undefined) return Number(fault);
  if (typeof cell === 'string' && valueType(field) === 'date') return new FormulaDate(Date.parse(cell));
  return typeof cell === 'string' || typeof cell === 'number' ? cell : null;
}

const read = (cell: RowCell | undefined, field: FieldModel): Value =>
  field.computed ? computedValue(cell, field) : valueOfCell(cell, field);

/** Whether a cell is filled, as the server's SQL says it. */
function isFilled(cell: RowCell | undefined, field: FieldModel): boolean {
  if (field.link) return linksOf(cell).length > 0;
  if (!field.computed && !isCellRead(field)) return idsOf(cell).length > 0;
  const value = read(cell, field);
  if (isFailure(value)) return true;
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== '' && value !== false;
}

/**
 * The conditions of a view for rows as they are shown: told at once, and as the server tells them. Their fields are told by
 * a row; a view's formula is not among them.
 */
export class RowFilter {
  private readonly conditions: readonly CheckedFormula[];

  constructor(
    group: FilterGroup,
    private readonly table: TableModel,
    private readonly asking: Asking,
  ) {
    this.conditions = viewFilters({ filter: group }, table, asking);
  }

  /** Whether any of the conditions asks something: those that are not complete, or that their fields do not have, ask nothing. */
  get asks(): boolean {
    return this.conditions.length > 0;
  }

  keeps({ id, createdTime, cells }: FormulaRow): boolean {
    const environment: Environment = {
      mode: MODES.airtable,
      cell: (operand) => {
        const { fieldId, part } = operandOf(operand);
        const field = this.table.fieldById(fieldId) as FieldModel;
        const cell = cells[fieldId];
        if (part === 'filled') return isFilled(cell, field);
        if (part === undefined) return read(cell, field);
        const ids = idsOf(cell);
        return ids.length > 0 ? `,${ids.join()},` : null;
      },
      nowMs: this.asking.now,
      timeZone: 'GMT',
      recordId: id,
      createdMs: Date.parse(createdTime),
      lastModifiedMs: () => null,
      variables: new Map(),
    };
    return this.conditions.every(({ root }) => keeps(evaluate(root, environment)));
  }
}
