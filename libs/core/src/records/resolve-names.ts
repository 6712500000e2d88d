import { appError, type RawCell } from '@pyairtable/contracts';
import {
  areChoicesLong,
  fieldAs,
  MAX_CHOICE_TEXT,
  MAX_CHOICES,
  resolveCell,
  withNewChoices,
} from '@pyairtable/field-types';
import { newId } from '@pyairtable/kernel';
import { cellContext, type CellNeeds, type Cells } from '../cells/write-input';
import type { BaseModel } from '../model/base-model';
import type { TableModel } from '../model/table-model';
import type { ChoiceAddition, LinkedCreation, RecordWrite } from './change-set';
import type { DefaultContext } from './default-cell';
import { withDefaults } from './keep-rules';
import { soughtTitle } from './primary-title';
import type { PlanContext } from './record-plan';
import { resolveAttachments } from './resolve-attachments';

/** A record whose cells may hold names in place of ids; `needs` says where. */
export interface UnresolvedRecord {
  id: string;
  cells: Cells;
  needs: readonly CellNeeds[];
}

export interface ResolvedRecords {
  records: RecordWrite[];
  choices: ChoiceAddition[];
  linkedCreations: LinkedCreation[];
}

type Titles = Map<string, Set<string>>;

function titlesOf(
  table: TableModel,
  records: readonly UnresolvedRecord[],
  named: (needs: CellNeeds['needs']) => readonly (string | undefined)[],
): Titles {
  const titles: Titles = new Map();
  for (const { fieldId, needs } of records.flatMap((record) => record.needs)) {
    const linkedTableId = table.fieldById(fieldId)?.link?.linkedTableId;
    if (!linkedTableId || !needs.linkTitles) continue;
    const wanted = titles.get(linkedTableId) ?? new Set();
    for (const title of named(needs)) if (title !== undefined) wanted.add(title);
    titles.set(linkedTableId, wanted);
  }
  return titles;
}

/** Titles to look up for links that typecast names them by, by linked table. */
function wantedTitles(base: BaseModel, table: TableModel, records: readonly UnresolvedRecord[]): Titles {
  const titles = titlesOf(table, records, ({ linkTitles = [], wholeTitle }) => [...linkTitles, wholeTitle]);
  return new Map(
    [...titles].map(([tableId, wanted]) => {
      const linked = base.table(tableId);
      return [tableId, new Set([...wanted].map((title) => soughtTitle(linked, title, base)))];
    }),
  );
}

/** The records with each link whose whole text is a title resolved as that one record. */
function resolveWhole(
  table: TableModel,
  records: readonly UnresolvedRecord[],
  idOf: (tableId: string, title: string) => string | undefined,
): UnresolvedRecord[] {
  return records.map(({ id, cells, needs }) => {
    const resolved: Cells = { ...cells };
    const left = needs.filter(({ fieldId, needs: { wholeTitle } }) => {
      const tableId = table.fieldById(fieldId)?.link?.linkedTableId;
      const found = tableId && wholeTitle !== undefined ? idOf(tableId, wholeTitle) : undefined;
      if (found === undefined) return true;
      resolved[fieldId] = [found];
      return false;
    });
    return { id, cells: resolved, needs: left };
  });
}

/** Records that one write may make in other tables, because a link names their titles: it must end in time. */
const MAX_LINKED_CREATIONS = 1_000;

const tooMany = (message: string) => appError('INVALID_VALUE_FOR_COLUMN', message);

function addChoices(
  table: TableModel,
  records: readonly UnresolvedRecord[],
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
    const field = fieldAs(table.field(fieldId), 'singleSelect', 'multipleSelects');
    const options = withNewChoices(field.options, [...wanted]);
    if (options.choices.length > MAX_CHOICES)
      throw tooMany(`Field "${field.name}" holds at most ${MAX_CHOICES} choices`);
    if (areChoicesLong(options))
      throw tooMany(`The choices of field "${field.name}" come to at most ${MAX_CHOICE_TEXT} characters`);
    ids.set(fieldId, new Map(options.choices.map(({ id, name }) => [name, id])));
    return { field, options: { ...field.options, ...options } };
  });
}

/** A new record of that title; throws INVALID_VALUE_FOR_COLUMN where the primary field cannot hold it. */
function recordTitled(title: string, table: TableModel, base: BaseModel): RecordWrite {
  const primary = table.primaryField;
  const type = primary.behaviour;
  const outcome = type.computed
    ? null
    : type.normalise(title, primary.options, { ...cellContext(primary, base), typecast: true });
  if (!outcome?.ok)
    throw appError('INVALID_VALUE_FOR_COLUMN', `Cannot parse value "${title}" for field ${primary.name}`);
  return { id: newId('record'), cells: { [primary.id]: outcome.value.cell } };
}

/** `found` maps titles to record ids by linked table. */
function withIds(
  context: DefaultContext,
  table: TableModel,
  given: readonly UnresolvedRecord[],
  found: ReadonlyMap<string, ReadonlyMap<string, string>>,
): ResolvedRecords {
  const { base } = context;
  const idOf = (tableId: string, title: string) =>
    found.get(tableId)?.get(soughtTitle(base.table(tableId), title, base));
  const records = resolveWhole(table, given, idOf);
  const ids = new Map<string, Map<string, string>>();
  const choices = addChoices(table, records, ids);
  const linkedCreations: LinkedCreation[] = [];
  const titles = new Map<string, Map<string, string>>();
  for (const [tableId, wanted] of titlesOf(table, records, ({ linkTitles = [] }) => linkTitles)) {
    const linked = base.table(tableId);
    const created = new Map<string, RecordWrite>();
    for (const title of wanted) {
      const sought = soughtTitle(linked, title, base);
      if (idOf(tableId, title) === undefined && !created.has(sought))
        created.set(sought, recordTitled(title, linked, base));
      if (created.size > MAX_LINKED_CREATIONS)
        throw tooMany(`At most ${MAX_LINKED_CREATIONS} records of table ${linked.name} can be made by links`);
    }
    if (created.size > 0)
      linkedCreations.push({ table: linked, records: withDefaults(linked, [...created.values()], context) });
    const known = [...wanted].map((title): [string, string] => [
      title,
      idOf(tableId, title) ?? (created.get(soughtTitle(linked, title, base)) as RecordWrite).id,
    ]);
    titles.set(tableId, new Map(known));
  }
  const resolved = records.map(({ id, cells, needs }) => {
    const result: Record<string, RawCell> = { ...cells };
    for (const { fieldId } of needs) {
      const link = table.fieldById(fieldId)?.link;
      const names = link ? titles.get(link.linkedTableId) : ids.get(fieldId);
      result[fieldId] = resolveCell(result[fieldId] as RawCell, names ?? new Map());
    }
    return { id, cells: result };
  });
  return { records: resolved, choices, linkedCreations };
}

/**
 * Puts ids where typecast left names: new choices are added to their fields, titles become the records that have them or
 * records to create. Files that are kept become what is stored of them. Looks up only what there is.
 */
export async function resolveNames(
  base: BaseModel,
  table: TableModel,
  given: readonly UnresolvedRecord[],
  { lookup, userId }: PlanContext,
): Promise<ResolvedRecords> {
  const records = await resolveAttachments(table, given, lookup);
  const wanted = wantedTitles(base, table, records);
  const found = wanted.size > 0 ? await lookup.titles(wanted) : new Map();
  return withIds({ base, userId }, table, records, found);
}
