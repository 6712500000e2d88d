import { appError, type RawCell } from '@pyairtable/contracts';
import type { BaseModel, CellNeeds, Cells, TableModel } from '@pyairtable/core';
import {
  type CellContext,
  fieldType,
  MAX_CHOICES,
  type SelectOptions,
  settle,
  withNewChoices,
} from '@pyairtable/field-types';
import { newId } from '@pyairtable/kernel';
import type { ChoiceAddition, LinkedCreation } from './record-change-set';
import type { RecordWrite } from './row-input';

/** A record whose cells may hold names in place of ids; `needs` says where. */
export interface UnsettledRecord {
  id: string;
  cells: Cells;
  needs: readonly CellNeeds[];
}

export interface SettledRecords {
  records: RecordWrite[];
  choices: ChoiceAddition[];
  linkedCreations: LinkedCreation[];
}

/** Titles that typecast links name, by linked table. */
export function wantedTitles(
  table: TableModel,
  records: readonly UnsettledRecord[],
): Map<string, Set<string>> {
  const titles = new Map<string, Set<string>>();
  for (const { fieldId, needs } of records.flatMap((record) => record.needs)) {
    const linkedTableId = table.fieldById(fieldId)?.link?.linkedTableId;
    if (!linkedTableId || !needs.linkTitles) continue;
    const wanted = titles.get(linkedTableId) ?? new Set();
    for (const title of needs.linkTitles) wanted.add(title);
    titles.set(linkedTableId, wanted);
  }
  return titles;
}

/** Records that one write may make in other tables, because a link names their titles: it must end in time. */
const MAX_LINKED_CREATIONS = 1_000;

const tooMany = (message: string) => appError('INVALID_VALUE_FOR_COLUMN', message);

function addChoices(
  table: TableModel,
  records: readonly UnsettledRecord[],
  ids: Map<string, Map<string, string>>,
): ChoiceAddition[] {
  const names = new Map<string, Set<string>>();
  for (const { fieldId, needs } of records.flatMap((record) => record.needs)) {
    if (!needs.choices) continue;
    const wanted = names.get(fieldId) ?? new Set();
    for (const name of needs.choices) wanted.add(name);
    names.set(fieldId, wanted);
  }
  return [...names].map(([fieldId, wanted]) => {
    const field = table.field(fieldId);
    const options = withNewChoices(field.options as unknown as SelectOptions, [...wanted]);
    if (options.choices.length > MAX_CHOICES)
      throw tooMany(`Field "${field.name}" holds at most ${MAX_CHOICES} choices`);
    ids.set(fieldId, new Map(options.choices.map(({ id, name }) => [name, id])));
    return { field, options: { ...field.options, ...options } };
  });
}

function recordTitled(title: string, table: TableModel, base: BaseModel): RecordWrite {
  const primary = table.primaryField;
  const type = fieldType(primary.type);
  const context: CellContext = {
    fieldName: primary.name,
    timeZone: 'UTC',
    locale: 'en',
    users: base.people,
    titles: new Map(),
  };
  const cell = type.computed ? null : type.parse(title, primary.options, context);
  if (!cell?.ok)
    throw appError('INVALID_VALUE_FOR_COLUMN', `Cannot parse value "${title}" for field ${primary.name}`);
  return { id: newId('record'), cells: { [primary.id]: cell.value } };
}

/**
 * Puts ids where typecast left names: new choices are added to their fields, titles become the records found for
 * them or records to create. `found` maps titles to record ids by linked table.
 */
export function settleNeeds(
  base: BaseModel,
  table: TableModel,
  records: readonly UnsettledRecord[],
  found: ReadonlyMap<string, ReadonlyMap<string, string>>,
): SettledRecords {
  const ids = new Map<string, Map<string, string>>();
  const choices = addChoices(table, records, ids);
  const linkedCreations: LinkedCreation[] = [];
  const titles = new Map<string, Map<string, string>>();
  for (const [tableId, wanted] of wantedTitles(table, records)) {
    const linked = base.table(tableId);
    const known = new Map(found.get(tableId));
    const unknown = [...wanted].filter((title) => !known.has(title));
    if (unknown.length > MAX_LINKED_CREATIONS)
      throw tooMany(`At most ${MAX_LINKED_CREATIONS} records of table ${linked.name} can be made by links`);
    const created = unknown.map((title) => ({ title, record: recordTitled(title, linked, base) }));
    for (const { title, record } of created) known.set(title, record.id);
    if (created.length > 0)
      linkedCreations.push({ table: linked, records: created.map(({ record }) => record) });
    titles.set(tableId, known);
  }
  const settled = records.map(({ id, cells, needs }) => {
    const result: Record<string, RawCell> = { ...cells };
    for (const { fieldId } of needs) {
      const link = table.fieldById(fieldId)?.link;
      const names = link ? titles.get(link.linkedTableId) : ids.get(fieldId);
      result[fieldId] = settle(result[fieldId] as RawCell, names ?? new Map());
    }
    return { id, cells: result };
  });
  return { records: settled, choices, linkedCreations };
}
