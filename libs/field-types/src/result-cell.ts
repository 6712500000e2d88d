import { faultOf, type Field, type FieldResult, type LookupItem, type ReadCell } from '@pyairtable/contracts';
import type { CellContext } from './field-type';
import { compareLists } from './list-order';
import { joinList } from './list-text';
import { fieldType } from './registry';

const PLAIN: FieldResult = { type: 'singleLineText' };

/** The type and options that a field's values look like: its own, or those of a computed field's result. */
export function shownAs({ type, options }: Pick<Field, 'type' | 'options'>): FieldResult {
  if (fieldType(type).family !== 'query') return { type, options };
  if (type === 'count') return { type: 'number', options: { precision: 0 } };
  return (options as { result?: FieldResult | null } | undefined)?.result ?? PLAIN;
}

/** A computed value as the field it looks like would show it; faults as Airtable names them. */
export function formatComputed(cell: ReadCell, result: FieldResult | null, context: CellContext): string {
  const { type, options } = result ?? PLAIN;
  return cell === null ? '' : (faultOf(cell) ?? fieldType(type).format(cell, options, context));
}

/** Faults stand after all values, `#ERROR!` last. */
const FAULTS = ['-Infinity', undefined, 'Infinity', 'NaN', '#ERROR!'];

/** The order of two computed values of one result. */
export function compareComputed(
  a: ReadCell,
  b: ReadCell,
  result: FieldResult | null,
  context: CellContext,
): number {
  const [left, right] = [faultOf(a), faultOf(b)];
  if (left || right) return FAULTS.indexOf(left) - FAULTS.indexOf(right);
  const { type, options } = result ?? PLAIN;
  return fieldType(type).compare(a, b, options, context);
}

/** The texts of the values of a lookup, one by one. */
export function itemTexts(cell: ReadCell, result: FieldResult | null, context: CellContext): string[] {
  if (!Array.isArray(cell)) return [];
  const { type, options } = result ?? PLAIN;
  const { format, several } = fieldType(type);
  // Lists were run together: each item stands for a list of one.
  return (cell as LookupItem[]).map(
    (item) => faultOf(item) ?? format((several ? [item] : item) as ReadCell, options, context),
  );
}

export const formatItems = (cell: ReadCell, result: FieldResult | null, context: CellContext): string =>
  joinList(itemTexts(cell, result, context));

/** The order of two lookups is that of the first values that differ. */
export function compareItems(
  a: ReadCell,
  b: ReadCell,
  result: FieldResult | null,
  context: CellContext,
): number {
  const { several } = fieldType((result ?? PLAIN).type);
  // Lists were run together: each item stands for a list of one.
  const items = (cell: ReadCell) =>
    (Array.isArray(cell) ? (cell as LookupItem[]) : []).map((item) => (several ? [item] : item) as ReadCell);
  return compareLists(items(a), items(b), (one, other) => compareComputed(one, other, result, context));
}
