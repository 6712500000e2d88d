import {
  appError,
  type Field,
  type RawCell,
  type RecordChanges,
  type SchemaChange,
  textsOf,
} from '@pyairtable/contracts';
import type { BaseModel } from '../model/base-model';
import { fieldModel, type FieldModel, type LinkField } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import { EMPTY_CHANGE_SET, type ListBefore, type RecordRestore } from './change-set';
import { convertFormer, formerTitles } from './former-cells';
import { EMPTY_REPORT, type PlanContext, type RecordPlan } from './record-plan';

/** Brings back what an entry of the log deleted. */
export interface RestoreRecords {
  kind: 'restore';
  seq: number;
}

/** A deleted record as the log keeps it; its readers are promised less. */
type Deleted = NonNullable<RecordChanges['deleted']>[number] &
  Pick<RecordRestore, 'createdTime' | 'createdBy'>;

/**
 * Cells of fields deleted since are left out, those of fields that got another type are what that makes of them: nothing
 * where the server fills it, or where it would need choices of their names.
 */
function restored(
  { before, ...record }: Deleted,
  table: TableModel,
  base: BaseModel,
  former: ReadonlyMap<string, FieldModel>,
  titles: ReadonlyMap<string, string>,
): RecordRestore {
  const cells = Object.entries(before).flatMap(([id, cell]): [string, RawCell][] => {
    const field = table.fieldById(id);
    const from = former.get(id);
    if (!field || cell === null) return [];
    if (!from) return [[id, cell]];
    const made = field.behaviour.computed ? null : convertFormer({ from, cell }, field, base, titles).cell;
    return made === null ? [] : [[id, made]];
  });
  return { ...record, cells: Object.fromEntries(cells) };
}

/** Fields that got another type since, as they were at first. */
function formerFields(convertedSince: readonly Field[]): ReadonlyMap<string, FieldModel> {
  return new Map(convertedSince.toReversed().map((field) => [field.id, fieldModel(field)]));
}

/** The lists of links to the table that the entry has changed, as they were before. */
function listsBefore(
  changes: readonly (RecordChanges | SchemaChange)[],
  base: BaseModel,
  table: TableModel,
  former: ReadonlyMap<string, FieldModel>,
): ListBefore[] {
  return changes.flatMap((change) =>
    (change.kind === 'records' ? (change.updated ?? []) : []).flatMap(({ id: recordId, before }) =>
      Object.entries(before).flatMap(([fieldId, cell]) => {
        const field = base.locateField(fieldId)?.field;
        if (field?.link?.linkedTableId !== table.id || former.has(fieldId)) return [];
        return [{ field: field as LinkField, recordId, before: textsOf(cell) }];
      }),
    ),
  );
}

/** Brings back what is not back yet. Throws MODEL_ID_NOT_FOUND when the entry deleted nothing, or its table is gone. */
export async function planRestore(
  { seq }: RestoreRecords,
  base: BaseModel,
  { lookup }: PlanContext,
): Promise<RecordPlan> {
  const { changes = [], convertedSince = [] } = (await lookup.logged(seq)) ?? {};
  const former = formerFields(convertedSince);
  for (const change of changes) {
    if (change.kind !== 'records' || !change.deleted) continue;
    const table = base.tableById(change.tableId);
    if (!table) break;
    const there = await lookup.cells(
      table,
      change.deleted.map(({ id }) => id),
      [],
    );
    const deleted = (change.deleted as Deleted[]).filter(({ id }) => !there.has(id));
    if (deleted.length === 0) return { table, set: EMPTY_CHANGE_SET, report: EMPTY_REPORT };
    const cells = deleted.flatMap(({ before }) => Object.entries(before));
    const converted = cells.flatMap(([id, cell]) => {
      const from = former.get(id);
      return from && table.fieldById(id) ? [{ from, cell }] : [];
    });
    const titles = await formerTitles(converted, base, lookup);
    const restores = deleted.map((record) => restored(record, table, base, former, titles));
    const recordIds = restores.map(({ id }) => id);
    return {
      table,
      set: { ...EMPTY_CHANGE_SET, restores, lists: listsBefore(changes, base, table, former) },
      report: { ...EMPTY_REPORT, recordIds, createdIds: recordIds },
    };
  }
  throw appError('MODEL_ID_NOT_FOUND');
}
