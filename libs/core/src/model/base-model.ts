import { appError, type Collaborator, type PermissionLevel } from '@pyairtable/contracts';
import type { TableModel } from './table-model';

export type BaseMember = Collaborator & { permissionLevel: PermissionLevel };

/** A base's structure at one schema version, kept in process and checked against the database by each statement. */
export class BaseModel {
  private readonly byId: ReadonlyMap<string, TableModel>;
  /** The people of the base by user id, those who were removed (level none) included, for planning writes of collaborator cells. */
  readonly people: ReadonlyMap<string, BaseMember>;

  constructor(
    readonly id: string,
    readonly workspaceId: string,
    readonly name: string,
    readonly color: string,
    readonly icon: string,
    readonly schemaVersion: number,
    readonly tables: readonly TableModel[],
    members: readonly BaseMember[],
  ) {
    this.byId = new Map(tables.map((table) => [table.id, table]));
    this.people = new Map(members.map((member) => [member.id, member]));
  }

  tableById(id: string): TableModel | undefined {
    return this.byId.get(id);
  }

  /**
   * A table by id, else exact name, else name in any case. Throws the error that does not tell an absent table from
   * a hidden one.
   */
  table(idOrName: string): TableModel {
    const lower = idOrName.toLowerCase();
    const found =
      this.byId.get(idOrName) ??
      this.tables.find(({ name }) => name === idOrName) ??
      this.tables.find(({ name }) => name.toLowerCase() === lower);
    if (!found) throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
    return found;
  }

  /** The table and field of a field id. */
  locateField(fieldId: string): { table: TableModel; field: TableModel['fields'][number] } | undefined {
    for (const table of this.tables) {
      const field = table.fieldById(fieldId);
      if (field) return { table, field };
    }
    return undefined;
  }
}
