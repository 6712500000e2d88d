import type { BaseModel } from '../model/base-model';
import { EMPTY_CHANGE_SET } from './change-set';
import { EMPTY_REPORT, type RecordPlan } from './record-plan';

export interface DeleteRecords {
  kind: 'delete';
  /** Id or name. */
  table: string;
  /** May repeat. */
  recordIds: readonly string[];
}

export function planDelete({ table: place, recordIds }: DeleteRecords, base: BaseModel): RecordPlan {
  const table = base.table(place);
  const deletes = [...new Set(recordIds)];
  return {
    table,
    set: { ...EMPTY_CHANGE_SET, deletes },
    report: { ...EMPTY_REPORT, recordIds: deletes },
  };
}
