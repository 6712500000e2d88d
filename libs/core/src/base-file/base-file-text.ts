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

/** The record of a table as its object in the file. */
function recordOf(
  table: PlannedTable,
  linkCells: LinkCells,
): (record: PlannedRecord) => Record<string, unknown> {
  const names = new Set(table.fields.map(({ name }) => name));
  const ids = new Set(table.fields.map(({ id }) => id));
  // A name that reads as something else stands by its id; so does one that is the id of another field.
  const keyOf = ({ id, name }: Field) => (RESERVED.test(name) || ids.has(name) ? id : name);
  const fields = table.fields.map((field) => ({ field, key: keyOf(field), links: linkCells.get(field.id) }));
  return ({ cells, ...own }) => {
    const row = ownKeys(own, names);
    for (const { field, key, links } of fields) {
      const cell = cells[field.id];
      if (links?.has(own.id)) row[key] = links.get(own.id);
      else if (cell !== undefined) row[key] = publicCell(cell, field);
    }
    return row;
  };
}

/** Linked records by field and record: what stands in cells. */
type LinkCells = Map<string, Map<string, string[]>>;

/** Text of an object of those members, open for more of them. */
const opened = (members: Record<string, unknown>): string => JSON.stringify(members).slice(0, -1);

/** Text of a list, without its brackets, entry by entry. */
function* entries<T>(list: readonly T[], shown: (one: T) => unknown): Generator<string> {
  for (const [index, one] of list.entries()) yield `${index > 0 ? ',' : ''}${JSON.stringify(shown(one))}`;
}

function* tableText(table: PlannedTable, linkCells: LinkCells): Generator<string> {
  const { id, name, description, primaryFieldId, fields, nextNumber, views, records } = table;
  const members = { id, name, ...(description ? { description } : {}), primaryFieldId, fields, views };
  yield `${opened({ ...members, ...(nextNumber === undefined ? {} : { nextNumber }) })},"records":[`;
  yield* entries(records, recordOf(table, linkCells));
  yield ']}';
}

/** The text bit by bit; an empty one where something was made ready. */
function* bits({ workspace, base, users, tables, links }: BasePlan): Generator<string> {
  const position = new Map<string, number>();
  for (const { records } of tables) {
    for (const [at, { id }] of records.entries()) position.set(id, at);
    yield '';
  }
  const fieldOrder = new Map(tables.flatMap(({ fields }) => fields).map(({ id }, at) => [id, at] as const));
  const leads = ({ fieldId, inverseFieldId }: PlannedLinks) =>
    inverseFieldId === null || (fieldOrder.get(fieldId) ?? 0) < (fieldOrder.get(inverseFieldId) ?? 0);
  const linkCells: LinkCells = new Map();
  const ordered: PlannedLinks[] = [];
  for (const one of links) {
    yield '';
    if (!leads(one) || !asCellsMake(one.pairs, position)) {
      ordered.push(one);
      continue;
    }
    const cells = new Map<string, string[]>();
    for (const [own, linked] of one.pairs) {
      const cell = cells.get(own);
      if (cell) cell.push(linked);
      else cells.set(own, [linked]);
    }
    linkCells.set(one.fieldId, cells);
  }
  yield `${opened({ ...(workspace ? { workspace } : {}), ...base, users })},"tables":[`;
  for (const [index, table] of tables.entries()) {
    if (index > 0) yield ',';
    yield* tableText(table, linkCells);
  }
  yield ']';
  for (const [index, { fieldId, pairs }] of ordered.entries()) {
    yield `${index > 0 ? ',' : ',"links":{'}${JSON.stringify(fieldId)}:[`;
    yield* entries(pairs, (pair) => pair);
    yield ']';
  }
  yield ordered.length > 0 ? '}}' : '}';
}

/** Characters from which on a piece is long enough. */
const PIECE = 64 * 1024;

/**
 * The base file of a plan as JSON, every id explicit: `parseBaseFile` of it gives an equal plan. Links stand in the cells of the
 * leading field; where that is the later of the two, or they were made in another order than cells show, in `links`. It comes in
 * pieces, between which others may have the process; an empty one is none of the text, and only such a place.
 */
export function* baseFileText(plan: BasePlan): Generator<string> {
  let piece = '';
  for (const bit of bits(plan)) {
    piece += bit;
    if (bit !== '' && piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
