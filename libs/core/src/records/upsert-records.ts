import { appError } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import type { BaseModel } from '../model/base-model';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import { type CellForm, type CellInput, readCells } from './cell-input';
import { EMPTY_CHANGE_SET, type RecordWrite } from './change-set';
import { requireFilled, withDefaults } from './keep-rules';
import { withoutEmptyLinkCells } from './link-writes';
import type { PlanContext, RecordLookup, RecordPlan } from './record-plan';
import { resolveNames } from './resolve-names';
import { updatesOf } from './update-records';

/** Updates records named by id or by what they hold, and creates those that nothing matches. */
export interface UpsertRecords {
  kind: 'upsert';
  /** Id or name. */
  table: string;
  form: CellForm;
  /** Clears the cells of existing records that are not given. */
  replace: boolean;
  /** Ids or names of the fields that records without an id are matched by. */
  mergeOn: readonly string[];
  records: readonly { id?: string | undefined; cells: CellInput }[];
}

function mergeFields(table: TableModel, names: readonly string[]): FieldModel[] {
  return names.map((name) => {
    const field = table.field(name);
    if (field.behaviour.mergeable) return field;
    throw appError('INVALID_REQUEST_UNKNOWN', `Field "${field.name}" cannot be used to merge records`);
  });
}

/** The record that each of these without an id stands for; none for those to be created. */
async function matched(
  table: TableModel,
  records: readonly RecordWrite[],
  mergeOn: readonly FieldModel[],
  lookup: RecordLookup,
): Promise<(string | undefined)[]> {
  if (records.length === 0) return [];
  for (const { cells } of records) {
    if (!mergeOn.every((field) => field.id in cells)) {
      throw appError(
        'INVALID_REQUEST_UNKNOWN',
        'Every record without an id must have a value for each field in fieldsToMergeOn',
      );
    }
  }
  const matches = await lookup.match(table, records, mergeOn);
  return records.map((_record, at) => {
    const [found, other] = matches.get(at) ?? [];
    if (other === undefined) return found;
    throw appError(
      'INVALID_RECORDS',
      // The words before the colon are those that clients look for.
      'Cannot update more than one record: several match the fieldsToMergeOn values of a record in the request',
    );
  });
}

/** Matching looks at the table as it was before the write. */
export async function planUpsert(
  { table: place, form, replace, mergeOn, records }: UpsertRecords,
  base: BaseModel,
  context: PlanContext,
): Promise<RecordPlan> {
  const table = base.table(place);
  const keys = mergeFields(table, mergeOn);
  const given = records.map(({ id, cells }) => ({ id, ...readCells(cells, form, table, base) }));
  const keyless = given.filter(({ id }) => id === undefined);
  const found = await matched(
    table,
    keyless.map(({ cells }) => ({ id: '', cells })),
    keys,
    context.lookup,
  );
  const fresh = new Set<string>();
  const mint = () => {
    const id = newId('record');
    fresh.add(id);
    return id;
  };
  const ids = new Map(keyless.map((record, at) => [record, found[at] ?? mint()]));
  const unresolved = given.map((record) => ({ ...record, id: record.id ?? (ids.get(record) as string) }));
  const { records: resolved, ...made } = await resolveNames(base, table, unresolved, context);
  const creates = withDefaults(
    table,
    resolved.filter(({ id }) => fresh.has(id)),
    { base, userId: context.userId },
  );
  const updates = updatesOf(
    resolved.filter(({ id }) => !fresh.has(id)),
    table,
    replace,
  );
  requireFilled(table, updates);
  return {
    table,
    set: {
      ...EMPTY_CHANGE_SET,
      ...made,
      creates: creates.map((record) => withoutEmptyLinkCells(table, record)),
      updates,
    },
    report: {
      recordIds: resolved.map(({ id }) => id),
      createdIds: [...fresh],
      updatedIds: updates.map(({ id }) => id),
    },
  };
}
