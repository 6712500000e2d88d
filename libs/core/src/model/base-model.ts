import { appError, type Collaborator, type PermissionLevel } from '@pyairtable/contracts';
import { defineComputed } from '../computed/define-computed';
import { Dependents } from '../computed/dependents';
import type { FieldModel } from './field-model';
import type { TableModel } from './table-model';

export type BaseMember = Collaborator & { permissionLevel: PermissionLevel };

export interface BaseParts {
  id: string;
  workspaceId: string;
  name: string;
  color: string;
  icon: string;
  schemaVersion: number;
  tables: readonly TableModel[];
  members: readonly BaseMember[];
  /** How fields were called that computed ones name and that are there no more, by their ids. */
  formerNames?: ReadonlyMap<string, string>;
}

/** A base's structure at one schema version, kept in process and checked against the database by each statement. */
export class BaseModel {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly color: string;
  readonly icon: string;
  readonly schemaVersion: number;
  readonly tables: readonly TableModel[];
  /** The people of the base by user id, those who were removed (level none) included, for planning writes of collaborator cells. */
  readonly people: ReadonlyMap<string, BaseMember>;
  readonly formerNames: ReadonlyMap<string, string>;
  private readonly byId: ReadonlyMap<string, TableModel>;
  private known: Dependents | undefined;

  constructor(parts: BaseParts) {
    this.id = parts.id;
    this.workspaceId = parts.workspaceId;
    this.name = parts.name;
    this.color = parts.color;
    this.icon = parts.icon;
    this.schemaVersion = parts.schemaVersion;
    this.formerNames = parts.formerNames ?? new Map();
    this.tables = defineComputed(parts.tables, this.formerNames);
    this.people = new Map(parts.members.map((member) => [member.id, member]));
    this.byId = new Map(this.tables.map((table) => [table.id, table]));
  }

  /** The same base, at the same version, with `table` in place of the one of its id. */
  withTable(table: TableModel): BaseModel {
    const tables = this.tables.map((other) => (other.id === table.id ? table : other));
    return new BaseModel({ ...this, tables, members: [...this.people.values()] });
  }

  /** Which cells are made of which others; worked out when it is first asked for. */
  get dependents(): Dependents {
    return (this.known ??= new Dependents(this.tables));
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
  locateField(fieldId: string): { table: TableModel; field: FieldModel } | undefined {
    for (const table of this.tables) {
      const field = table.fieldById(fieldId);
      if (field) return { table, field };
    }
    return undefined;
  }
}
