import { type FieldModel, valueType } from '@pyairtable/core';
import { quotedSql, shownAs, shownListSql, shownSql, type ShownTo } from '@pyairtable/field-types';
import { isList } from '@pyairtable/formula';
import { gatheredCells } from './gathered';
import { linksShown } from './link-cells';
import type { LinkedRows } from './linked-rows';
import { type RowCells, storedColumn } from './row-cells';

const FAULT = `'#ERROR!'::text`;
const ENDLESS = `('NaN'::float8, 'Infinity'::float8, '-Infinity'::float8)`;

/**
 * The text by which cells of the field are shown, as `cellFormat=string` writes it: NULL or '' for an empty one. Entries of lists
 * are quoted `times` more than they are there.
 */
export function shownText(row: RowCells, field: FieldModel, to: ShownTo, times = 0): string {
  const { computed, link, behaviour } = field;
  if (link) return linksShown(row, link, to, times);
  if (computed?.kind === 'lookup') {
    const { linkFieldId, filter, targetFieldId } = computed;
    const target = row.base.locateField(targetFieldId)?.field as FieldModel;
    return row.statement.unlessTooLarge(
      () => lookedUp(row.linked(linkFieldId, filter), target, to, times),
      FAULT,
    );
  }
  if (!behaviour.several) return scalarText(row, field, to);
  const column = storedColumn(field, row.alias);
  return column ? shownListSql(shownAs(field), column, times, row.statement) : 'NULL::text';
}

function lookedUp(linked: LinkedRows, target: FieldModel, to: ShownTo, times: number): string {
  if (!linked.shows(target)) return 'NULL::text';
  const { row } = linked;
  const isLookup = target.computed?.kind === 'lookup';
  // Lists are run together: a list that is stored is one of its own within, a looked up one is not.
  const text = isList(valueType(target))
    ? shownText(row, target, to, isLookup ? times : times + 1)
    : `CASE WHEN ${isFilled(row, target)} THEN ${quotedSql(`coalesce(${shownText(row, target, to)}, '')`, times + 1)} END`;
  const texts = `string_agg(${text}, ', ' ${linked.order()})`;
  return linked.column(gatheredCells(texts, row, target, text));
}

/** Boolean expression: the cell, no list, holds anything, a fault included. */
function isFilled(row: RowCells, field: FieldModel): string {
  const column = storedColumn(field, row.alias);
  if (column) return `${column} IS NOT NULL`;
  if (!field.computed) return 'true';
  const { value, error } = row.value(field);
  return error === null ? `${value} IS NOT NULL` : `(${error} OR ${value} IS NOT NULL)`;
}

/** The same of a cell that is no list, shown as `result` says. */
export function scalarText(row: RowCells, field: FieldModel, to: ShownTo, result = shownAs(field)): string {
  const value = row.value(field);
  if (!field.computed) return shownSql(result, value.value, to, row.statement);
  if (value.type === 'blank')
    return value.error === null ? 'NULL::text' : `CASE WHEN ${value.error} THEN ${FAULT} END`;
  const { value: own, error } = value.atomic ? value : row.builder().share(value);
  const text = shownSql(result, own, to, row.statement);
  const finite = value.type !== 'number' || value.finite;
  const whole = finite ? text : `CASE WHEN ${own} IN ${ENDLESS} THEN ${own}::text ELSE ${text} END`;
  return error === null ? whole : `CASE WHEN ${error} THEN ${FAULT} ELSE ${whole} END`;
}
