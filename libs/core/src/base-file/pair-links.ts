import { fieldAs, fieldType, fieldWith } from '@pyairtable/field-types';
import { isId } from '@pyairtable/kernel';
import { freeName } from '../structure/free-name';
import type { DraftBase, DraftField, DraftTable } from './draft';
import type { Identities } from './identities';
import { LIMITS } from './limits';
import { at, type Problems } from './problems';

/** Two link fields that show the same links from both ends; `inverse` is absent in a link of a table to itself. */
export interface LinkPair {
  field: DraftField;
  table: DraftTable;
  linkedTable: DraftTable;
  inverse?: DraftField;
}

/** One end as the file declares it. */
interface End {
  field: DraftField;
  table: DraftTable;
  linkedTable: DraftTable;
  /** The name or id of the other end, and the path that says so. */
  inverse?: { reference: string; path: string };
}

const KEYS: ReadonlySet<string> = new Set([
  'linkedTable',
  'linkedTableId',
  'inverseName',
  'inverseLinkFieldId',
  'isReversed',
  'prefersSingleRecordLink',
  'viewForRecordSelection',
  'viewIdForRecordSelection',
]);

function readEnd(field: DraftField, table: DraftTable, base: DraftBase, problems: Problems): End | undefined {
  const path = at(field.path, 'options');
  const options = problems.object(field.given, path);
  if (!options) return undefined;
  const stray = Object.keys(options).find((key) => !KEYS.has(key));
  if (stray !== undefined) problems.add(at(path, stray), 'is not an option of this field type');
  const tableKey = 'linkedTableId' in options ? 'linkedTableId' : 'linkedTable';
  const linkedTable = base.tableBy.get(String(options[tableKey]));
  if (!linkedTable) return problems.add(at(path, tableKey), 'no such table');
  for (const key of ['isReversed', 'prefersSingleRecordLink']) {
    if (options[key] !== undefined && typeof options[key] !== 'boolean')
      problems.add(at(path, key), 'must be true or false');
  }
  const viewKey =
    'viewIdForRecordSelection' in options ? 'viewIdForRecordSelection' : 'viewForRecordSelection';
  const viewName = options[viewKey];
  const view = linkedTable.views.find(({ view }) => view.id === viewName || view.name === viewName);
  if (viewName !== undefined && !view) problems.add(at(path, viewKey), 'no such view in the linked table');
  field.field = fieldWith(field.field, {
    linkedTableId: linkedTable.id,
    isReversed: options['isReversed'] === true,
    prefersSingleRecordLink: options['prefersSingleRecordLink'] === true,
    ...(view ? { viewIdForRecordSelection: view.view.id } : {}),
  });
  const inverseKey = 'inverseLinkFieldId' in options ? 'inverseLinkFieldId' : 'inverseName';
  const reference = problems.optionalText(options[inverseKey], at(path, inverseKey), LIMITS.name);
  return {
    field,
    table,
    linkedTable,
    ...(reference ? { inverse: { reference, path: at(path, inverseKey) } } : {}),
  };
}

const names = (reference: string | undefined, { field }: DraftField) =>
  reference === field.id || reference === field.name;

/** Adds to the linked table the other end of a link that the file declares on one side only. */
function addInverse(end: End, ids: Identities, problems: Problems): DraftField | undefined {
  const { linkedTable, table, inverse } = end;
  if (linkedTable.fields.length >= LIMITS.fields)
    return problems.add(linkedTable.path, `must have at most ${LIMITS.fields} fields`);
  const taken = linkedTable.fields.map(({ field }) => field.name);
  const name = freeName(inverse?.reference ?? table.name, taken);
  const id = ids.claim('field', undefined, linkedTable.path);
  const draft: DraftField = {
    path: end.field.path,
    given: undefined,
    field: {
      id,
      name,
      type: 'multipleRecordLinks',
      options: { linkedTableId: table.id, isReversed: false, prefersSingleRecordLink: false },
    },
  };
  linkedTable.fields.push(draft);
  linkedTable.fieldBy.set(name, draft).set(id, draft);
  return draft;
}

/**
 * Reads the options of all link fields and finds which two belong together: by the name or id that either end gives. An
 * end nobody declares is added, named as told or else after the table it links to; a link of a table to itself has none
 * unless it names one. The leading field of a pair is the first in the file, or the one whose id is in `leading`. Pairs come in
 * the order of their leading fields.
 */
export function pairLinks(
  base: DraftBase,
  leading: ReadonlySet<string>,
  ids: Identities,
  problems: Problems,
): LinkPair[] {
  const ends = base.tables.flatMap((table) =>
    table.fields
      .filter(({ field }) => fieldType(field.type).family === 'links')
      .map((field) => readEnd(field, table, base, problems))
      .filter((end) => end !== undefined),
  );
  const endOf = new Map(ends.map((end) => [end.field, end]));
  const paired = new Set<DraftField>();
  const pairs: LinkPair[] = [];
  for (const end of ends) {
    const { field, table, linkedTable, inverse } = end;
    if (paired.has(field)) continue;
    const declared = inverse && linkedTable.fieldBy.get(inverse.reference);
    const other = declared
      ? endOf.get(declared)
      : ends.find(
          (found) =>
            found.table === linkedTable &&
            found.linkedTable === table &&
            names(found.inverse?.reference, field),
        );
    if (
      declared &&
      (!other || other.linkedTable !== table || (other.inverse && !names(other.inverse.reference, field)))
    ) {
      problems.add(inverse.path, `"${inverse.reference}" is not a link back to this field`);
      continue;
    }
    if (inverse && !declared && isId('field', inverse.reference)) {
      problems.add(inverse.path, 'no such field in the linked table');
      continue;
    }
    const alone = linkedTable === table && (other === undefined || other === end);
    if (other && other !== end && paired.has(other.field)) {
      problems.add(inverse?.path ?? field.path, 'the other end belongs to another link already');
      continue;
    }
    const added = alone ? undefined : (other?.field ?? addInverse(end, ids, problems));
    paired.add(field);
    if (added) {
      paired.add(added);
      fieldAs(field.field, 'multipleRecordLinks').options.inverseLinkFieldId = added.field.id;
      fieldAs(added.field, 'multipleRecordLinks').options.inverseLinkFieldId = field.field.id;
    }
    pairs.push(
      added && leading.has(added.field.id)
        ? { field: added, table: linkedTable, linkedTable: table, inverse: field }
        : { field, table, linkedTable, ...(added ? { inverse: added } : {}) },
    );
  }
  const order = new Map(base.tables.flatMap(({ fields }) => fields).map((field, at) => [field, at] as const));
  return pairs.sort((a, b) => (order.get(a.field) ?? 0) - (order.get(b.field) ?? 0));
}
