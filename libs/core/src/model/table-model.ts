import { appError, type Field, type View } from '@pyairtable/contracts';
import { isId } from '@pyairtable/kernel';

/** Which side of a junction table a link field reads: its own records are in column `own`, the linked ones in `other`. */
export interface LinkEnd {
  /** Id that names the junction table. */
  pairId: string;
  own: 'a' | 'b';
  other: 'a' | 'b';
  linkedTableId: string;
  /** Absent in a link of a table to itself. */
  inverseFieldId?: string;
}

export interface FieldModel extends Field {
  /** Present exactly for link fields. */
  link?: LinkEnd;
}

/** A table as planning needs it: fields and views found by id or name. Immutable. */
export class TableModel {
  private readonly byId: ReadonlyMap<string, FieldModel>;
  private readonly byName: ReadonlyMap<string, FieldModel>;

  constructor(
    readonly id: string,
    readonly baseId: string,
    readonly name: string,
    readonly description: string | undefined,
    readonly primaryFieldId: string,
    readonly fields: readonly FieldModel[],
    readonly views: readonly View[],
  ) {
    this.byId = new Map(fields.map((field) => [field.id, field]));
    this.byName = new Map(fields.map((field) => [field.name, field]));
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
