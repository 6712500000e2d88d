import type { Change, RecordChanges, SchemaChange } from '@pyairtable/contracts';
import { type CheckedFormula, dependenciesOf } from '@pyairtable/formula';
import type { BaseModel } from '../model/base-model';
import type { TableModel } from '../model/table-model';
import type { Computed } from './computed';

/** Changes of structure by which a field shows other cells than before. */
const OTHER_CELLS: readonly string[] = ['field.converted', 'field.restored'];

/** Somebody is called otherwise. */
const RENAMED = 'collaborator.renamed';

/** Fields whose cells show names of people. */
const namingPeople = ({ tables }: BaseModel): string[] =>
  tables.flatMap(({ fields }) =>
    fields.flatMap(({ id, behaviour }) => (behaviour.family === 'person' ? [id] : [])),
  );

/** Changes of structure that may take away what a computed field reads. */
const TAKING_AWAY: readonly string[] = ['field.deleted', 'field.converted', 'table.deleted'];

/**
 * Cells that may show something else after the change although it does not name them, field ids by table id: stamps of
 * changed records, titles of links to them, computed cells of whatever they are made of. Told by the fields that were
 * written, whatever the number of records. A record that was made has its own cells with it, computed ones too: they
 * are not told apart.
 */
export function affectedCells(base: BaseModel, change: Change): Record<string, string[]> {
  const shown = new Set<string>();
  const seeds = new Set<string>();
  const note = (fieldId: string) => shown.add(fieldId) && seeds.add(fieldId);
  for (const part of change.changes) {
    if (part.kind === 'schema') {
      for (const fieldId of redefined(base, part)) note(fieldId);
      if (part.action === RENAMED) for (const fieldId of namingPeople(base)) note(fieldId);
      if (part.fieldId !== undefined && OTHER_CELLS.includes(part.action)) note(part.fieldId);
      if (part.fieldId !== undefined && changesOptions(part)) seeds.add(part.fieldId);
      continue;
    }
    const written = writtenFields(part);
    for (const fieldId of written) seeds.add(fieldId);
    if (written.size > 0) for (const fieldId of stamps(base, part.tableId, written)) note(fieldId);
    if (part.deleted) for (const fieldId of oneSidedLinks(base, part.tableId)) note(fieldId);
  }
  for (const fieldId of base.dependents.of(seeds)) shown.add(fieldId);
  const affected = base.tables.flatMap(({ id, fields }): [string, string[]][] => {
    const ids = fields.flatMap((field) => (shown.has(field.id) ? [field.id] : []));
    return ids.length > 0 ? [[id, ids]] : [];
  });
  return Object.fromEntries(affected);
}

const writtenFields = ({ updated = [] }: RecordChanges): Set<string> =>
  new Set(updated.flatMap(({ after }) => Object.keys(after)));

/** Links to the table that it knows nothing of: a record that goes leaves their cells, and no entry says so. */
const oneSidedLinks = (base: BaseModel, tableId: string): string[] =>
  base.tables.flatMap(({ fields }) =>
    fields.flatMap(({ id, link }) => (link?.linkedTableId === tableId && !link.inverseFieldId ? [id] : [])),
  );

/** Fields that say who changed a record of the table, or when, and do so of these changes. */
function stamps(base: BaseModel, tableId: string, written: ReadonlySet<string>): string[] {
  return base.tables.flatMap((table) =>
    table.fields.flatMap((field) => {
      const { id, filledBy, computed } = field;
      const own = table.id === tableId;
      if (own && filledBy?.from === 'change') {
        const { watched } = filledBy;
        return watched.length === 0 || watched.some((one) => written.has(one)) ? [id] : [];
      }
      const ownTime = own && computed !== undefined && 'formula' in computed && readsTime(computed.formula);
      return ownTime || readsTimeOf(table, tableId, computed) ? [id] : [];
    }),
  );
}

const readsTime = (formula: CheckedFormula): boolean => dependenciesOf(formula).lastModified;

/** Whether a filter keeps linked records of that table by when they were changed. */
function readsTimeOf(table: TableModel, tableId: string, computed: Computed | undefined): boolean {
  if (computed === undefined || !('linkFieldId' in computed) || !computed.filter) return false;
  const linked = table.fieldById(computed.linkFieldId)?.link?.linkedTableId;
  return linked === tableId && readsTime(computed.filter);
}

/** Fields whose cells are another thing by the change of structure: computed ones, and those that watch other fields. */
function redefined(base: BaseModel, part: SchemaChange): string[] {
  if (TAKING_AWAY.includes(part.action)) {
    const computed = base.tables.flatMap(({ fields }) => fields);
    return computed.flatMap((field) => (field.computed?.kind === 'invalid' ? [field.id] : []));
  }
  const field = part.fieldId === undefined ? undefined : base.locateField(part.fieldId)?.field;
  const follows = field?.computed !== undefined || field?.filledBy?.from === 'change';
  return field && follows && changesOptions(part) ? [field.id] : [];
}

/** Whether the cells of the field that a change names may mean something else: a choice's name, a formula. */
const changesOptions = ({ action, before, after }: SchemaChange): boolean =>
  action === 'field.updated' && optionsOf(before) !== optionsOf(after);

const optionsOf = (field: unknown): string =>
  JSON.stringify((field as { options?: unknown } | undefined)?.options ?? null);
