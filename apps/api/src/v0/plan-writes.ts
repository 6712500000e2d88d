import { appError } from '@pyairtable/contracts';
import {
  type BaseModel,
  type Caller,
  EMPTY_CHANGE_SET,
  type FieldModel,
  mergeUpdates,
  planPublicCells,
  replacingCells,
  type TableModel,
  type UnsettledRecord,
} from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import type { Store, WritePlan } from '@pyairtable/store-postgres';
import type { BatchBody, CreateBody } from './write-bodies';

type Records = Store['records'];

/** Plans `POST`: records with the ids minted for them. */
export async function planCreates(
  records: Records,
  caller: Caller,
  base: BaseModel,
  tableName: string,
  body: CreateBody,
  ids: readonly string[],
): Promise<WritePlan> {
  const table = base.table(tableName);
  const planned = body.records.map((fields, at) => ({
    id: ids[at] as string,
    ...planPublicCells(fields, table, base, body.typecast),
  }));
  const { records: creates, ...made } = await records.settle(caller, base, table, planned);
  return {
    table,
    answer: { byFieldId: body.byFieldId },
    set: { ...EMPTY_CHANGE_SET, ...made, creates, order: ids },
  };
}

function mergeFields(table: TableModel, names: readonly string[]): FieldModel[] {
  return names.map((name) => {
    const field = table.field(name);
    if (field.behaviour.mergeable) return field;
    throw appError('INVALID_REQUEST_UNKNOWN', `Field "${field.name}" cannot be used to merge records`);
  });
}

/** What an update did beside its records; filled while planning. */
export interface UpsertReport {
  createdRecords: string[];
  updatedRecords: string[];
}

/** Plans `PATCH` and `PUT`; records that are not there are told before what else is wrong. */
export async function planUpdates(
  records: Records,
  caller: Caller,
  base: BaseModel,
  tableName: string,
  body: UpdateBody,
  options: UpdateOptions,
): Promise<WritePlan> {
  const table = base.table(tableName);
  const { absent } = body;
  const recordIds = body.records.flatMap(({ id }) => id ?? []);
  const planned = await records.planFor(base, caller, { table, recordIds, absent }, () =>
    planCells(records, caller, base, table, body, options),
  );
  return { ...planned, absent };
}

type UpdateBody = Pick<BatchBody, 'records' | 'typecast' | 'byFieldId' | 'mergeOn' | 'absent'>;

interface UpdateOptions {
  replace: boolean;
  report: UpsertReport;
}

/**
 * Plain updates, and with `performUpsert` creations for records that nothing matches.
 * Matching looks at the table as it was before the request.
 */
async function planCells(
  records: Records,
  caller: Caller,
  base: BaseModel,
  table: TableModel,
  body: UpdateBody,
  options: UpdateOptions,
): Promise<WritePlan> {
  const mergeOn = body.mergeOn ? mergeFields(table, body.mergeOn) : [];
  const unsettled: UnsettledRecord[] = body.records.map(({ id, fields }) => ({
    id: id ?? '',
    ...planPublicCells(fields, table, base, body.typecast),
  }));
  const keyless = unsettled.filter(({ id }) => id === '');
  for (const { cells } of keyless) {
    if (!mergeOn.every((field) => field.id in cells)) {
      throw appError(
        'INVALID_REQUEST_UNKNOWN',
        'Every record without an id must have a value for each field in fieldsToMergeOn',
      );
    }
  }
  const matches = await records.match(caller, base, table, keyless, mergeOn);
  const { report } = options;
  report.createdRecords = [];
  const resolved = keyless.map((_record, at) => {
    const found = matches.get(at) ?? [];
    if (found.length > 1) {
      throw appError(
        'INVALID_RECORDS',
        // The words before the colon are those that clients look for.
        'Cannot update more than one record: several match the fieldsToMergeOn values of a record in the request',
      );
    }
    const id = found[0] ?? newId('record');
    if (!found[0]) report.createdRecords.push(id);
    return id;
  });
  const withIds = unsettled.map((record) =>
    record.id === '' ? { ...record, id: resolved[keyless.indexOf(record)] as string } : record,
  );
  const { records: settled, ...made } = await records.settle(caller, base, table, withIds);
  const fresh = new Set(report.createdRecords);
  report.updatedRecords = [...new Set(settled.map(({ id }) => id).filter((id) => !fresh.has(id)))];
  const updates = settled
    .filter(({ id }) => !fresh.has(id))
    .map(({ id, cells }) => ({ id, cells: options.replace ? replacingCells(cells, table) : cells }));
  return {
    table,
    answer: { byFieldId: body.byFieldId },
    set: {
      ...EMPTY_CHANGE_SET,
      ...made,
      creates: settled.filter(({ id }) => fresh.has(id)),
      updates: mergeUpdates(updates),
      order: settled.map(({ id }) => id),
    },
  };
}
