import { type Field, textsOf } from '@pyairtable/contracts';
import { choiceName, isSelect } from '@pyairtable/field-types';
import type { BasePlan, PlannedLinks, PlannedRecord, PlannedTable } from './base-plan';

/** Names of fields that a record's object cannot have for a key of a cell. */
const RESERVED =
  /^_*(id|createdTime|createdBy|modifiedTime|modifiedBy|cellTimes|fields)$|^(_k|_repeat|__proto__)$/;

/** True when reading the cells record by record would make the links in their order, each behind those before it. */
function asCellsMake(pairs: PlannedLinks['pairs'], position: ReadonlyMap<string, number>): boolean {
  let last = -1;
  for (const [own, , place] of pairs) {
    const here = position.get(own) ?? -1;
    if (here < last || place !== undefined) return false;
    last = here;
  }
  return true;
}

/** A key of the record itself takes underscores until no field of the table has it for a name. */
const keyBeside = (names: ReadonlySet<string>, key: string): string =>
  names.has(key) ? keyBeside(names, `_${key}`) : key;

function ownKeys(record: Omit<PlannedRecord, 'cells'>, names: ReadonlySet<string>): Record<string, unknown> {
  const { id, createdTime, createdBy, modifiedTime, modifiedBy, cellTimes } = record;
  const entries = Object.entries({ id, createdTime, createdBy, modifiedTime, modifiedBy, cellTimes });
  return Object.fromEntries(
    entries.filter(([, value]) => value !== undefined).map(([key, value]) => [keyBeside(names, key), value]),
  );
}

/** A cell in public form, except that people stand by id. */
function publicCell(cell: PlannedRecord['cells'][string], field: Field): unknown {
  if (!isSelect(field)) return cell;
  const { options } = field;
  return typeof cell === 'string'
    ? choiceName(options, cell)
    : textsOf(cell).map((id) => choiceName(options, id));
}

function tableToFile(
  table: PlannedTable,
  linkCells: ReadonlyMap<string, Map<string, string[]>>,
): Record<string, unknown> {
  const names = new Set(table.fields.map(({ name }) => name));
  const ids = new Set(table.fields.map(({ id }) => id));
  // A name that reads as something else stands by its id; so does one that is the id of another field.
  const keyOf = ({ id, name }: Field) => (RESERVED.test(name) || ids.has(name) ? id : name);
  const fields = table.fields.map((field) => ({ field, key: keyOf(field), links: linkCells.get(field.id) }));
  const records = table.records.map(({ cells, ...own }) => {
    const row = ownKeys(own, names);
    for (const { field, key, links } of fields) {
      const cell = cells[field.id];
      if (links?.has(own.id)) row[key] = links.get(own.id);
      else if (cell !== undefined) row[key] = publicCell(cell, field);
    }
    return row;
  });
  const { id, name, description, primaryFieldId, nextNumber, views } = table;
  return {
    id,
    name,
    ...(description ? { description } : {}),
    primaryFieldId,
    fields: table.fields,
    views,
    ...(nextNumber === undefined ? {} : { nextNumber }),
    records,
  };
}

/**
 * The base file of a plan, every id explicit: `parseBaseFile` of it gives an equal plan. Links stand in the cells of the
 * leading field; where that is the later of the two, or they were made in another order than cells show, in `links`.
 */
export function toBaseFile(plan: BasePlan): Record<string, unknown> {
  const { workspace, base, users, tables } = plan;
  const position = new Map(tables.flatMap(({ records }) => records.map(({ id }, at) => [id, at] as const)));
  const fieldOrder = new Map(tables.flatMap(({ fields }) => fields).map(({ id }, at) => [id, at] as const));
  const leads = ({ fieldId, inverseFieldId }: PlannedLinks) =>
    inverseFieldId === null || (fieldOrder.get(fieldId) ?? 0) < (fieldOrder.get(inverseFieldId) ?? 0);
  const linkCells = new Map<string, Map<string, string[]>>();
  const ordered: Record<string, PlannedLinks['pairs']> = {};
  for (const links of plan.links) {
    const { fieldId, pairs } = links;
    if (!leads(links) || !asCellsMake(pairs, position)) {
      ordered[fieldId] = pairs;
      continue;
    }
    const cells = new Map<string, string[]>();
    for (const [own, linked] of pairs) {
      const cell = cells.get(own);
      if (cell) cell.push(linked);
      else cells.set(own, [linked]);
    }
    linkCells.set(fieldId, cells);
  }
  return {
    ...(workspace ? { workspace } : {}),
    ...base,
    users,
    tables: tables.map((table) => tableToFile(table, linkCells)),
    ...(Object.keys(ordered).length > 0 ? { links: ordered } : {}),
  };
}
