import type { FilterCondition, FilterGroup, View } from '@pyairtable/contracts';
import { check, type CheckedFormula, fieldReferences } from '@pyairtable/formula';
import { checkFilter } from '../computed/check-filter';
import { valueType } from '../computed/value-type';
import type { TableModel } from '../model/table-model';
import { conditionsOf } from './filter';
import { type Asking, conditionFormula } from './filter-condition';
import { operandOf } from './filter-operand';

/** The formula of conditions; undefined where they keep all records. */
function groupFormula(group: FilterGroup, table: TableModel, asking: Asking): string | undefined {
  const parts = group.conditions
    .map((part) => {
      if ('conditions' in part) return groupFormula(part, table, asking);
      const field = table.fieldById(part.fieldId);
      return field && conditionFormula(field, part, asking);
    })
    .filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  return `${group.conjunction === 'and' ? 'AND' : 'OR'}(${parts.join(', ')})`;
}

/** Fields by id alone, and the parts of them that conditions read. */
const checkConditions = (source: string, table: TableModel): CheckedFormula =>
  check(source, {
    field(id) {
      const { fieldId, part } = operandOf(id);
      const field = table.fieldById(fieldId);
      if (!field) return undefined;
      const type = part === undefined ? valueType(field) : part === 'ids' ? 'text' : 'boolean';
      return { id, name: field.name, type };
    },
  });

/** The formulas that hold for the rows which a view keeps; those that name what is gone are left out. */
export function viewFilters(
  view: Pick<View, 'filter' | 'filterFormula'> | undefined,
  table: TableModel,
  asking: Asking,
): CheckedFormula[] {
  const conditions = view?.filter && groupFormula(view.filter, table, asking);
  return [
    ...(conditions === undefined ? [] : [checkConditions(conditions, table)]),
    ...(view?.filterFormula ? [checkFilter(view.filterFormula, table)] : []),
  ].filter(({ problems }) => problems.length === 0);
}

type Deciding = Pick<View, 'filter' | 'filterFormula' | 'groups' | 'sort'>;

/** Ids of the fields whose cells decide which rows a view shows, and in which order. */
export function viewFieldIds(view: Deciding): Set<string> {
  // A formula is kept by ids; other names of its own are no fields.
  const named = view.filterFormula ? fieldReferences(view.filterFormula).map(({ name }) => name) : [];
  return new Set([
    ...(view.filter ? conditionsOf(view.filter).map(({ fieldId }) => fieldId) : []),
    ...named,
    ...[...(view.groups ?? []), ...(view.sort ?? [])].map(({ fieldId }) => fieldId),
  ]);
}

/** Whether rows come into a view, and leave it, as time passes. */
export const viewFollowsClock = (view: Deciding, table: TableModel): boolean =>
  (view.filter !== undefined && conditionsOf(view.filter).some(({ value }) => isRelative(value))) ||
  (view.filterFormula !== undefined && checkFilter(view.filterFormula, table).volatile);

const isRelative = (value: FilterCondition['value']): boolean =>
  typeof value === 'object' && 'mode' in value && value.mode !== 'exactDate';
