import type { Field, PermissionLevel, Table } from '@pyairtable/contracts';
import { appError } from '@pyairtable/contracts';
import { type BaseModel, type Caller, type FieldRequest, requireLevel, type TableModel } from '@pyairtable/core';
import type { Database } from './connection/database';
import { loadBase, type LoadedBase } from './model/load-model';
import { EFFECTIVE_LEVEL, permittedBases } from './sql/guard';
import { Statement } from './sql/statement';
import { addField, growing } from './structure/add-field';
import { addTable, type TableRequest } from './structure/add-table';
import { changeStructure, type StructureDependencies } from './structure/change-structure';
import { type BaseRequest, createBase } from './structure/create-base';

export interface BaseSummary {
  id: string;
  name: string;
  permissionLevel: PermissionLevel;
}

/** Bases, tables, fields and views. */
export class Structure {
  private readonly database: Database;

  constructor(private readonly dependencies: StructureDependencies) {
    this.database = dependencies.database;
  }

  /** The bases the caller may read, by name, after the id `after`. One statement. */
  async bases(caller: Caller, limit: number, after = ''): Promise<BaseSummary[]> {
    const statement = new Statement('');
    const from = permittedBases(statement, caller);
    return this.database.rows<BaseSummary>(
      statement.finish(
        `SELECT * FROM (SELECT b.id, b.name, ${EFFECTIVE_LEVEL} AS "permissionLevel" FROM ${from}) x
          WHERE x."permissionLevel" > 'none' AND x.id > ${statement.bind(after)} ORDER BY x.id LIMIT ${statement.bind(limit)}`,
      ),
    );
  }

  /** A base's structure as it is now; throws when the caller's level does not suffice. */
  async base(caller: Caller, baseId: string, level: PermissionLevel = 'read'): Promise<LoadedBase> {
    const loaded = await loadBase(this.database, baseId, caller);
    requireLevel(loaded?.level ?? null, level);
    return loaded as LoadedBase;
  }

  createBase(caller: Caller, request: BaseRequest): Promise<string> {
    return createBase(this.dependencies, caller, request);
  }

  /** Answers the new table's id. */
  createTable(caller: Caller, baseId: string, request: TableRequest): Promise<string> {
    return changeStructure(this.dependencies, caller, baseId, 'create', (draft) =>
      addTable(draft, request, draft.base.tables.map(({ name }) => name)),
    );
  }

  createField(caller: Caller, baseId: string, tableIdOrName: string, request: FieldRequest): Promise<Field> {
    return changeStructure(this.dependencies, caller, baseId, 'create', (draft) =>
      addField(draft, growing(draft.base.table(tableIdOrName)), request),
    );
  }
}

/** A field as the APIs show it. */
export function shownField({ id, name, type, description, options }: Field): Field {
  return { id, name, type, ...(description ? { description } : {}), ...(options ? { options } : {}) };
}

/** A table as our own API shows it. */
export function shownTable(table: TableModel, counts: Readonly<Record<string, number>>): Table {
  return {
    id: table.id,
    name: table.name,
    ...(table.description ? { description: table.description } : {}),
    primaryFieldId: table.primaryFieldId,
    fields: table.fields.map(shownField),
    views: [...table.views],
    recordCount: counts[table.id] ?? 0,
  };
}

/** A table of a loaded base by id; throws as for one that is out of reach. */
export function requireTable(model: BaseModel, tableId: string): TableModel {
  const table = model.tableById(tableId);
  if (!table) throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
  return table;
}
