import type { Op } from '@pyairtable/contracts';
import type { BaseModel } from '../model/base-model';
import { type CreateRecords, planCreate } from './create-records';
import { type DeleteRecords, planDelete } from './delete-records';
import type { PlanContext, RecordPlan } from './record-plan';
import { planRestore, type RestoreRecords } from './restore-records';
import { planUpdate, type UpdateRecords } from './update-records';
import { planUpsert, type UpsertRecords } from './upsert-records';

/** What can be done to the records of a table, as data. */
export type RecordCommand = CreateRecords | UpdateRecords | UpsertRecords | DeleteRecords | RestoreRecords;

/** Reads a command against a base's structure. Throws what is wrong with it. */
export async function planRecords(
  command: RecordCommand,
  base: BaseModel,
  context: PlanContext,
): Promise<RecordPlan> {
  switch (command.kind) {
    case 'create':
      return planCreate(command, base, context);
    case 'update':
      return planUpdate(command, base, context);
    case 'upsert':
      return planUpsert(command, base, context);
    case 'delete':
      return planDelete(command, base);
    case 'restore':
      return planRestore(command, base, context);
  }
}

/** Records that a command with cells takes to be there; that one is not is to be told before what is wrong with the cells. */
export function expectedRecords(command: RecordCommand): { table: string; recordIds: string[] } | null {
  if (command.kind !== 'update' && command.kind !== 'upsert') return null;
  const recordIds = command.records.flatMap(({ id }) => id ?? []);
  return recordIds.length > 0 ? { table: command.table, recordIds } : null;
}

/** The command that an op of a person's browser is. */
export function commandOf(op: Op): RecordCommand {
  switch (op.kind) {
    case 'records.create':
      return { kind: 'create', table: op.tableId, form: 'raw', types: op.fieldTypes, records: op.records };
    case 'records.update':
      return {
        kind: 'update',
        table: op.tableId,
        form: 'raw',
        types: op.fieldTypes,
        replace: false,
        records: op.records,
      };
    case 'records.delete':
      return { kind: 'delete', table: op.tableId, recordIds: op.recordIds };
    case 'records.restore':
      return { kind: 'restore', seq: op.seq };
  }
}
