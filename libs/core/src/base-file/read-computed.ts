import { fieldAs } from '@pyairtable/field-types';
import { namesToIds } from '@pyairtable/formula';
import { isId } from '@pyairtable/kernel';
import type { DraftBase, DraftField, DraftTable } from './draft';
import { at, isObject, type Problems } from './problems';

/** Part of the read form; worked out anew. */
const DERIVED = ['isValid', 'reason', 'result', 'referencedFieldIds'];

const fieldsOf = ({ fields }: DraftTable) => fields.map(({ field }) => field);

/**
 * The id of a field that an option names, by its id or its name. An id of a field that is gone stays; a name of none has
 * no id to be kept by.
 */
function idOf(
  reference: unknown,
  table: DraftTable | undefined,
  path: string,
  problems: Problems,
): string | undefined {
  const found = table?.fieldBy.get(String(reference))?.field.id;
  if (found !== undefined) return found;
  return isId('field', reference) ? reference : problems.add(path, 'no such field');
}

/** The table that a link field of `table` links to. */
function linkedBy(linkId: string | undefined, table: DraftTable, base: DraftBase): DraftTable | undefined {
  const link = linkId === undefined ? undefined : table.fieldBy.get(linkId)?.field;
  return link?.type === 'multipleRecordLinks'
    ? base.tableBy.get(fieldAs(link, 'multipleRecordLinks').options?.linkedTableId ?? '')
    : undefined;
}

/**
 * Options of a computed field in their write form, every field in them by its id; undefined where one of them has none,
 * which is told.
 */
export function computedOptions(
  { field, given, path }: DraftField,
  table: DraftTable,
  base: DraftBase,
  problems: Problems,
): { options: unknown } | undefined {
  if (!isObject(given)) return { options: given };
  const { recordLinkField, fieldInLinkedTable, ...options } = given;
  for (const key of DERIVED) delete options[key];
  const optionPath = (key: string) => at(at(path, 'options'), key);
  let whole = true;
  const resolve = (key: string, nameKey: string, name: unknown, target: DraftTable | undefined) => {
    const [reference, place] = name === undefined ? [options[key], key] : [name, nameKey];
    if (reference === undefined) return;
    options[key] = idOf(reference, target, optionPath(place), problems);
    whole &&= options[key] !== undefined;
  };
  resolve('recordLinkFieldId', 'recordLinkField', recordLinkField, table);
  const linked = linkedBy(options['recordLinkFieldId'] as string | undefined, table, base);
  resolve('fieldIdInLinkedTable', 'fieldInLinkedTable', fieldInLinkedTable, linked);
  const { formula, filter } = options;
  const rollup = field.type === 'rollup';
  if (typeof formula === 'string')
    options['formula'] = namesToIds(formula, rollup ? [] : fieldsOf(table), { rollup });
  if (typeof filter === 'string' && linked) options['filter'] = namesToIds(filter, fieldsOf(linked));
  return whole ? { options } : undefined;
}
