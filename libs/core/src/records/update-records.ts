import { mergeUpdates, replacingCells } from '../cells/merge-updates';
import type { BaseModel } from '../model/base-model';
import type { TableModel } from '../model/table-model';
import { type CellForm, type CellInput, readCells } from './cell-input';
import { EMPTY_CHANGE_SET, type RecordWrite } from './change-set';
import { requireFilled } from './keep-rules';
import { EMPTY_REPORT, type PlanContext, type RecordPlan } from './record-plan';
import { readLate } from './late-cells';
import { resolveNames } from './resolve-names';

export interface UpdateRecords {
  kind: 'update';
  /** Id or name. */
  table: string;
  form: CellForm;
  /** Clears the cells that are not given. */
  replace: boolean;
  /** Types of fields as whoever made raw cells knew them, by field id. */
  types?: Readonly<Record<string, string>> | undefined;
  /** A record may be named several times: what is given later stays. */
  records: readonly { id: string; cells: CellInput }[];
}

/** One write for each record, of what an update gives. */
export const updatesOf = (
  records: readonly RecordWrite[],
  table: TableModel,
  replace: boolean,
): RecordWrite[] =>
  mergeUpdates(
    replace ? records.map(({ id, cells }) => ({ id, cells: replacingCells(cells, table) })) : records,
  );

export async function planUpdate(
  { table: place, form, replace, records, types }: UpdateRecords,
  base: BaseModel,
  context: PlanContext,
): Promise<RecordPlan> {
  const table = base.table(place);
  const given = form === 'raw' ? await readLate(records, table, base, context.lookup, types) : records;
  const unresolved = given.map(({ id, cells }) => ({ id, ...readCells(cells, form, table, base) }));
  const { records: resolved, ...made } = await resolveNames(base, table, unresolved, context);
  const updates = updatesOf(resolved, table, replace);
  requireFilled(table, updates);
  return {
    table,
    set: { ...EMPTY_CHANGE_SET, ...made, updates },
    report: {
      ...EMPTY_REPORT,
      recordIds: resolved.map(({ id }) => id),
      updatedIds: updates.map(({ id }) => id),
    },
  };
}
