import { appError, type View } from '@pyairtable/contracts';
import { isId } from '@pyairtable/kernel';
import type { FieldModel } from './field-model';

export interface TableParts {
  id: string;
  baseId: string;
  name: string;
  description?: string | undefined;
  primaryFieldId: string;
  fields: readonly FieldModel[];
  views: readonly View[];
}

/** A table as planning needs it: fields and views found by id or name. Immutable. */
export class TableModel {
  readonly id: string;
  readonly baseId: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly primaryFieldId: string;
  readonly fields: readonly FieldModel[];
  readonly views: readonly View[];
  private readonly byId: ReadonlyMap<string, FieldModel>;
  private readonly byName: ReadonlyMap<string, FieldModel>;

  constructor(parts: TableParts) {
    this.id = parts.id;
    this.baseId = parts.baseId;
    this.name = parts.name;
    this.description = parts.description;
    this.primaryFieldId = parts.primaryFieldId;
    this.fields = parts.fields;
    this.views = parts.views;
    this.byId = new Map(parts.fields.map((field) => [field.id, field]));
    this.byName = new Map(parts.fields.map((field) => [field.name, field]));
  }

  /** The same table with other fields. */
  withFields(fields: readonly FieldModel[]): TableModel {
    return new TableModel({ ...this, fields });
  }

  /** A field by id or by its exact name; an id wins over a name that looks like one. */
  findField(idOrName: string): FieldModel | undefined {
    return this.byId.get(idOrName) ?? this.byName.get(idOrName);
  }

  /** The same; throws UNKNOWN_FIELD_NAME. */
  field(idOrName: string): FieldModel {
    const found = this.findField(idOrName);
    if (!found) throw appError('UNKNOWN_FIELD_NAME', `Unknown field name: "${idOrName}"`);
    return found;
  }

  fieldById(id: string): FieldModel | undefined {
    return this.byId.get(id);
  }

  get primaryField(): FieldModel {
    return this.field(this.primaryFieldId);
  }

  /** A view by id or exact name; throws VIEW_ID_NOT_FOUND or VIEW_NAME_NOT_FOUND. */
  view(idOrName: string): View {
    const found =
      this.views.find(({ id }) => id === idOrName) ?? this.views.find(({ name }) => name === idOrName);
    if (found) return found;
    throw appError(
      isId('view', idOrName) ? 'VIEW_ID_NOT_FOUND' : 'VIEW_NAME_NOT_FOUND',
      `View ${idOrName} not found`,
    );
  }
}
