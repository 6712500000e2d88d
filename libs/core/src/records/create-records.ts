import { newId } from '@pyairtable/kernel';
import type { BaseModel } from '../model/base-model';
import { type CellForm, type CellInput, readCells } from './cell-input';
import { EMPTY_CHANGE_SET } from './change-set';
import { withDefaults } from './keep-rules';
import { withoutEmptyLinkCells } from './link-writes';
import { EMPTY_REPORT, type PlanContext, type RecordPlan } from './record-plan';
import { readLate } from './late-cells';
import { resolveNames } from './resolve-names';

export interface CreateRecords {
  kind: 'create';
  /** Id or name. */
  table: string;
  form: CellForm;
  /** Types of fields as whoever made raw cells knew them, by field id. */
  types?: Readonly<Record<string, string>> | undefined;
  /** With ids where whoever gives the command made them. */
  records: readonly { id?: string | undefined; cells: CellInput }[];
}

export async function planCreate(
  { table: place, form, records, types }: CreateRecords,
  base: BaseModel,
  context: PlanContext,
): Promise<RecordPlan> {
  const table = base.table(place);
  const given = form === 'raw' ? await readLate(records, table, base, context.lookup, types) : records;
  const unresolved = given.map(({ id, cells }) => ({
    id: id ?? newId('record'),
    ...readCells(cells, form, table, base),
  }));
  const { records: resolved, ...made } = await resolveNames(base, table, unresolved, context);
  const creates = withDefaults(table, resolved, { base, userId: context.userId });
  const createdIds = creates.map(({ id }) => id);
  return {
    table,
    set: {
      ...EMPTY_CHANGE_SET,
      ...made,
      creates: creates.map((record) => withoutEmptyLinkCells(table, record)),
      givenIds: records.some(({ id }) => id !== undefined),
    },
    report: { ...EMPTY_REPORT, recordIds: createdIds, createdIds },
  };
}
