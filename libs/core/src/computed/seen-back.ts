import { dependenciesOf } from '@pyairtable/formula';
import type { BaseModel } from '../model/base-model';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import type { Computed } from './computed';

/** Fields of a table whose cells its records show of one another, through links. */
export interface SeenBack {
  fieldIds: ReadonlySet<string>;
  /** They show when others were changed, or by whom: any change counts. */
  stamps: boolean;
}

const known = new WeakMap<TableModel, SeenBack>();

/** What computed cells of the table's records show of other records of the same table. */
export function seenBack(base: BaseModel, table: TableModel): SeenBack {
  const found = known.get(table) ?? walk(base, table);
  known.set(table, found);
  return found;
}

function walk(base: BaseModel, table: TableModel): SeenBack {
  const fieldIds = new Set<string>();
  let stamps = false;
  const visited = new Set<string>();
  const open: { field: FieldModel; crossed: boolean }[] = table.fields
    .filter(({ computed }) => computed)
    .map((field) => ({ field, crossed: false }));
  const visit = (id: string, crossed: boolean): void => {
    const place = base.locateField(id);
    if (place) open.push({ field: place.field, crossed });
  };
  for (let next = open.pop(); next; next = open.pop()) {
    const { field, crossed } = next;
    const key = `${field.id} ${crossed ? 'crossed' : ''}`;
    if (visited.has(key)) continue;
    visited.add(key);
    if (crossed && table.fieldById(field.id)) {
      fieldIds.add(field.id);
      stamps ||= isStamp(field);
    }
    const { computed, link } = field;
    if (link) {
      const primary = base.tableById(link.linkedTableId)?.primaryFieldId;
      if (primary) visit(primary, true);
    }
    if (!computed || computed.kind === 'invalid') continue;
    const own = computed.kind === 'formula' ? computed.formula.fieldIds : [computed.linkFieldId];
    for (const id of own) visit(id, crossed);
    if (computed.kind === 'formula') continue;
    for (const id of computed.filter?.fieldIds ?? []) visit(id, true);
    stamps ||= filtersByStamps(base, table, computed);
    if (computed.kind !== 'count') visit(computed.targetFieldId, true);
  }
  return { fieldIds, stamps };
}

/** Whether linked records of the table are kept by when they were changed. */
function filtersByStamps(
  base: BaseModel,
  table: TableModel,
  { filter, linkFieldId }: Extract<Computed, { linkFieldId: string }>,
): boolean {
  if (!filter || !dependenciesOf(filter).lastModified) return false;
  return base.locateField(linkFieldId)?.field.link?.linkedTableId === table.id;
}

const isStamp = ({ filledBy, computed }: FieldModel): boolean =>
  filledBy?.from === 'change' ||
  (computed?.kind === 'formula' && dependenciesOf(computed.formula).lastModified);
