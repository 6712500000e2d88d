import { appError, type RecordChanges } from '@pyairtable/contracts';
import type { BaseModel } from '../model/base-model';
import type { TableModel } from '../model/table-model';
import { EMPTY_CHANGE_SET, type RecordRestore } from './change-set';
import { EMPTY_REPORT, type PlanContext, type RecordPlan } from './record-plan';

/** Brings back what an entry of the log deleted. */
export interface RestoreRecords {
  kind: 'restore';
  seq: number;
}

/** A deleted record as the log keeps it; its readers are promised less. */
type Deleted = NonNullable<RecordChanges['deleted']>[number] &
  Pick<RecordRestore, 'createdTime' | 'createdBy'>;

/** Cells of fields deleted since are left out. */
function restored({ before, ...record }: Deleted, table: TableModel): RecordRestore {
  const cells = Object.entries(before).filter(([id, cell]) => cell !== null && table.fieldById(id));
  return { ...record, cells: Object.fromEntries(cells) };
}

/** Throws MODEL_ID_NOT_FOUND when the entry deleted nothing, or its table is gone. */
export async function planRestore(
  { seq }: RestoreRecords,
  base: BaseModel,
  { lookup }: PlanContext,
): Promise<RecordPlan> {
  for (const change of (await lookup.logged(seq)) ?? []) {
    if (change.kind !== 'records' || !change.deleted) continue;
    const table = base.tableById(change.tableId);
    if (!table) break;
    const restores = (change.deleted as Deleted[]).map((record) => restored(record, table));
    const recordIds = restores.map(({ id }) => id);
    return {
      table,
      set: { ...EMPTY_CHANGE_SET, restores },
      report: { ...EMPTY_REPORT, recordIds, createdIds: recordIds },
    };
  }
  throw appError('MODEL_ID_NOT_FOUND');
}
