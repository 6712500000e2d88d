import type { BaseSchema, Table } from '@pyairtable/contracts';
import { type BaseMember, type Caller, peopleFor, shownField, type TableModel } from '@pyairtable/core';
import type { LoadedBase } from './model/load-model';

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

/** A base as our own API shows it; people without their addresses to a credential that may not see them. */
export function shownBase(
  { model, level, seq, counts }: LoadedBase,
  caller: Pick<Caller, 'scopes'>,
): Omit<BaseSchema, 'collaborators'> & { collaborators: readonly Omit<BaseMember, 'email'>[] } {
  return {
    id: model.id,
    name: model.name,
    workspaceId: model.workspaceId,
    color: model.color,
    icon: model.icon,
    permissionLevel: level,
    schemaVersion: model.schemaVersion,
    seq,
    tables: model.tables.map((table) => shownTable(table, counts)),
    collaborators: peopleFor(caller, [...model.people.values()]),
  };
}
