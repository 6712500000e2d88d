import {
  appError,
  type Field,
  type RawCell,
  type RecordChanges,
  type SchemaChange,
  textsOf,
} from '@pyairtable/contracts';
import type { AppError } from '@pyairtable/kernel';
import type { BaseModel } from '../model/base-model';
import { fieldModel, type FieldModel, type LinkField } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import { EMPTY_CHANGE_SET, type ListBefore, type RecordRestore } from './change-set';
import { type FormerCell, readFormers } from './former-cells';
import { EMPTY_REPORT, type PlanContext, type RecordPlan } from './record-plan';

/** Brings back what an entry of the log deleted. */
export interface RestoreRecords {
  kind: 'restore';
  seq: number;
}

/** A deleted record as the log keeps it; its readers are promised less. */
type Deleted = NonNullable<RecordChanges['deleted']>[number] &
  Pick<RecordRestore, 'createdTime' | 'createdBy'>;

/** The cell of a field that got another type since, as it was; undefined where it did not, is gone, or is filled by the server. */
function formerCell(
  [id, cell]: [string, RawCell],
  table: TableModel,
  former: ReadonlyMap<string, FieldModel>,
): FormerCell | undefined {
  const [from, to] = [former.get(id), table.fieldById(id)];
  return from && to && !to.behaviour.computed ? { from, cell, to } : undefined;
}

/**
 * Cells of fields deleted since are left out, those of fields that got another type are what that makes of them: nothing
 * where the server fills it, or where it would need choices or records of their names.
 */
function restored(
  { before, ...record }: Deleted,
  table: TableModel,
  former: ReadonlyMap<string, FieldModel>,
  read: (cell: FormerCell) => { cell: RawCell },
): RecordRestore {
  const cells = Object.entries(before).flatMap((entry): [string, RawCell][] => {
    const [id, cell] = entry;
    if (!table.fieldById(id) || cell === null) return [];
    if (!former.has(id)) return [[id, cell]];
    const then = formerCell(entry, table, former);
    const made = then ? read(then).cell : null;
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

/** What was deleted is back already, or gone for good; or nothing was. */
export const nothingTrashed = (): AppError =>
  appError('MODEL_ID_NOT_FOUND', 'The trash has nothing that this change deleted');

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
    const read = await readFormers(
      cells.flatMap((entry) => formerCell(entry, table, former) ?? []),
      base,
      lookup,
    );
    const restores = deleted.map((record) => restored(record, table, former, read));
    const recordIds = restores.map(({ id }) => id);
    return {
      table,
      set: { ...EMPTY_CHANGE_SET, restores, lists: listsBefore(changes, base, table, former) },
      report: { ...EMPTY_REPORT, recordIds, createdIds: recordIds },
    };
  }
  throw nothingTrashed();
}
