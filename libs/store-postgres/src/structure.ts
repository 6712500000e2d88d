import {
  appError,
  type ConversionReport,
  type Field,
  type FieldPreview,
  type PermissionLevel,
  type View,
  type NewView,
  type ViewChange,
} from '@pyairtable/contracts';
import { type Caller, type FieldModel, type FieldRequest, type TableModel } from '@pyairtable/core';
import type { Transactor } from './connection/database';
import { loadBaseAs, type LoadedBase } from './model/load-model';
import { EFFECTIVE_LEVEL, permittedBases } from './sql/guard';
import { Statement } from './sql/statement';
import { addField, growing } from './structure/add-field';
import { addTable, type TableRequest } from './structure/add-table';
import { type BaseChange, changeBase } from './structure/change-base';
import { changeField, deleteField, placeField, type FieldChange } from './structure/change-fields';
import {
  atGate,
  changeStructure,
  loggedChange,
  logNotes,
  runText,
  type StructureDependencies,
  type StructureDraft,
} from './structure/change-structure';
import { type ConversionRequest, convertField, previewConversion } from './structure/convert-field';
import { changeTable, deleteTable, placeTable, type TableChange } from './structure/change-tables';
import { addView, changeView, deleteView, placeView } from './structure/change-views';
import { duplicateField, type DuplicateRequest } from './structure/duplicate-field';
import { type FieldPreviewRequest, previewField } from './structure/preview-field';
import { previewStructure } from './structure/preview-structure';
import { type BaseRequest, createBase } from './structure/create-base';
import { trashBase } from './structure/trashed-bases';
import { undoConversion } from './structure/undo-conversion';

export interface BaseSummary {
  id: string;
  name: string;
  permissionLevel: PermissionLevel;
}

/** Bases, tables, fields and views. */
export class Structure {
  private readonly database: Transactor;

  constructor(private readonly dependencies: StructureDependencies) {
    this.database = dependencies.database;
  }

  /** The bases the caller may read, by name, after the id `after`. One statement. */
  async bases(caller: Caller, limit: number, after = ''): Promise<BaseSummary[]> {
    const statement = new Statement('');
    const from = permittedBases(statement, caller);
    return this.database.for(caller).rows<BaseSummary>(
      statement.finish(
        `SELECT * FROM (SELECT b.id, b.name, ${EFFECTIVE_LEVEL} AS "permissionLevel" FROM ${from}) x
          WHERE x."permissionLevel" > 'none' AND x.id > ${statement.bind(after)} ORDER BY x.id LIMIT ${statement.bind(limit)}`,
      ),
    );
  }

  /** A base's structure as it is now; throws when the caller's level does not suffice. */
  async base(caller: Caller, baseId: string, level: PermissionLevel = 'read'): Promise<LoadedBase> {
    return loadBaseAs(this.database.for(caller), caller, baseId, level);
  }

  createBase(caller: Caller, request: BaseRequest): Promise<string> {
    return createBase(this.dependencies, caller, request);
  }

  /** Answers the new table's id. */
  createTable(caller: Caller, baseId: string, request: TableRequest): Promise<string> {
    return this.change(caller, baseId, 'create', (draft) =>
      addTable(
        draft,
        request,
        draft.base.tables.map(({ name }) => name),
      ),
    );
  }

  createField(caller: Caller, baseId: string, tableIdOrName: string, request: FieldRequest): Promise<Field> {
    return this.change(caller, baseId, 'create', (draft) =>
      addField(draft, growing(draft.base.table(tableIdOrName)), { request }),
    );
  }

  changeBase(caller: Caller, baseId: string, change: BaseChange): Promise<void> {
    return this.change(caller, baseId, 'create', (draft) => changeBase(draft, change));
  }

  /** Puts a base into the trash. */
  async deleteBase(caller: Caller, baseId: string): Promise<void> {
    const seq = await atGate(this.dependencies, caller, baseId, async (executor) => {
      await loadBaseAs(executor, caller, baseId, 'create');
      await trashBase(runText(executor), baseId, caller.userId);
      return logNotes(executor, baseId, caller, { notes: [{ action: 'base.deleted' }] });
    });
    this.dependencies.feed.publish({ baseId, seq });
  }

  changeTable(caller: Caller, baseId: string, tableIdOrName: string, change: TableChange): Promise<void> {
    return this.change(caller, baseId, 'create', (draft) =>
      changeTable(draft, draft.base.table(tableIdOrName), change),
    );
  }

  /** Moves a table in front of another, null for the end. */
  placeTable(caller: Caller, baseId: string, tableId: string, before: string | null): Promise<void> {
    return this.change(caller, baseId, 'create', (draft) =>
      placeTable(draft, draft.base.table(tableId), before),
    );
  }

  /** Answers the number of the entry, by which the table can be restored. */
  async deleteTable(caller: Caller, baseId: string, tableId: string): Promise<number> {
    const remove = (draft: StructureDraft) => deleteTable(draft, draft.base.table(tableId));
    return (await loggedChange(this.dependencies, caller, baseId, 'create', remove)).seq;
  }

  changeField(
    caller: Caller,
    baseId: string,
    tableIdOrName: string,
    fieldId: string,
    change: FieldChange,
  ): Promise<Field> {
    return this.change(caller, baseId, 'create', (draft) => {
      const table = draft.base.table(tableIdOrName);
      return changeField(draft, table, requireField(table, fieldId), change);
    });
  }

  /** What would become of the field's cells; changes nothing. */
  previewConversion(
    caller: Caller,
    baseId: string,
    tableId: string,
    fieldId: string,
    request: ConversionRequest,
  ): Promise<ConversionReport> {
    return previewStructure(this.dependencies, caller, { baseId, tableId, level: 'create' }, (draft) => {
      const table = draft.base.table(tableId);
      return previewConversion(draft, table, requireField(table, fieldId), request);
    });
  }

  /** Answers the number of the entry too, by which it is taken back. */
  async convertField(
    caller: Caller,
    baseId: string,
    tableId: string,
    fieldId: string,
    request: ConversionRequest,
  ): Promise<{ field: Field; report: ConversionReport; seq: number }> {
    const convert = (draft: StructureDraft) => {
      const table = draft.base.table(tableId);
      return convertField(draft, table, requireField(table, fieldId), request);
    };
    const { result, seq } = await loggedChange(this.dependencies, caller, baseId, 'create', convert);
    return { ...result, seq };
  }

  /** Takes back the conversion that entry `seq` tells of. Throws MOMENT_NOT_KEPT where that is too long ago. */
  async undoConversion(
    caller: Caller,
    baseId: string,
    { tableId, fieldId, seq }: { tableId: string; fieldId: string; seq: number },
  ): Promise<{ field: Field; seq: number }> {
    const undo = (draft: StructureDraft) => {
      const table = draft.base.table(tableId);
      return undoConversion(draft, table, requireField(table, fieldId), seq);
    };
    const logged = await loggedChange(this.dependencies, caller, baseId, 'create', undo);
    return { field: logged.result, seq: logged.seq };
  }

  /** Copies a field with its cells, or without. */
  duplicateField(
    caller: Caller,
    baseId: string,
    tableId: string,
    fieldId: string,
    request: DuplicateRequest,
  ): Promise<Field> {
    return this.change(caller, baseId, 'create', (draft) => {
      const table = draft.base.table(tableId);
      return duplicateField(draft, table, requireField(table, fieldId), request);
    });
  }

  /** A computed field as it would be, and its cells in some records; changes nothing. */
  previewField(
    caller: Caller,
    baseId: string,
    tableId: string,
    request: FieldPreviewRequest,
  ): Promise<FieldPreview> {
    return previewStructure(this.dependencies, caller, { baseId, tableId, level: 'create' }, (draft) =>
      previewField(draft, draft.base.table(tableId), request),
    );
  }

  /** Answers the number of the entry, by which the field can be restored. */
  async deleteField(caller: Caller, baseId: string, tableId: string, fieldId: string): Promise<number> {
    const remove = (draft: StructureDraft) => {
      const table = draft.base.table(tableId);
      return deleteField(draft, table, requireField(table, fieldId));
    };
    return (await loggedChange(this.dependencies, caller, baseId, 'create', remove)).seq;
  }

  createView(caller: Caller, baseId: string, tableId: string, request: NewView): Promise<View> {
    return this.change(caller, baseId, 'edit', (draft) => addView(draft, draft.base.table(tableId), request));
  }

  changeView(
    caller: Caller,
    baseId: string,
    tableId: string,
    viewId: string,
    change: ViewChange,
  ): Promise<View> {
    return this.change(caller, baseId, 'edit', (draft) => {
      const table = draft.base.table(tableId);
      return changeView(draft, table, requireView(table, viewId), change);
    });
  }

  /** Moves a field in its table in front of another, null for the end. */
  placeField(
    caller: Caller,
    baseId: string,
    tableId: string,
    fieldId: string,
    before: string | null,
  ): Promise<void> {
    return this.change(caller, baseId, 'create', (draft) => {
      const table = draft.base.table(tableId);
      return placeField(draft, table, requireField(table, fieldId), before);
    });
  }

  /** Moves a view in front of another, null for the end. */
  placeView(
    caller: Caller,
    baseId: string,
    tableId: string,
    viewId: string,
    before: string | null,
  ): Promise<void> {
    return this.change(caller, baseId, 'edit', (draft) => {
      const table = draft.base.table(tableId);
      return placeView(draft, table, requireView(table, viewId), before);
    });
  }

  deleteView(caller: Caller, baseId: string, tableId: string, viewId: string): Promise<void> {
    return this.change(caller, baseId, 'edit', (draft) => {
      const table = draft.base.table(tableId);
      return deleteView(draft, table, requireView(table, viewId));
    });
  }

  /** Views are arranged by whoever edits records, all else by who may create. */
  private change<T>(
    caller: Caller,
    baseId: string,
    level: 'edit' | 'create',
    work: (draft: StructureDraft) => Promise<T>,
  ): Promise<T> {
    return changeStructure(this.dependencies, caller, baseId, level, work);
  }
}

function requireField(table: TableModel, fieldId: string): FieldModel {
  const field = table.fieldById(fieldId);
  if (!field) throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
  return field;
}

function requireView(table: TableModel, viewId: string): View {
  const view = table.views.find(({ id }) => id === viewId);
  if (!view) throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
  return view;
}
