import Type, { type Static } from 'typebox';
import type { FieldOptions } from './field-options';
import type { FieldRules } from './field-rules';
import { PERMISSION_LEVELS } from './permission-levels';
import { View } from './view';

/** The field types of this release, in the order of Airtable's reference. */
export const FIELD_TYPES = [
  'singleLineText',
  'multilineText',
  'richText',
  'email',
  'url',
  'phoneNumber',
  'number',
  'percent',
  'currency',
  'duration',
  'rating',
  'checkbox',
  'date',
  'dateTime',
  'singleSelect',
  'multipleSelects',
  'singleCollaborator',
  'multipleCollaborators',
  'multipleRecordLinks',
  'multipleAttachments',
  'barcode',
  'button',
  'aiText',
  'externalSyncSource',
  'autoNumber',
  'createdTime',
  'createdBy',
  'lastModifiedTime',
  'lastModifiedBy',
  'formula',
  'rollup',
  'count',
  'multipleLookupValues',
] as const;

export const FieldTypeName = Type.Union(FIELD_TYPES.map((name) => Type.Literal(name)));
export type FieldTypeName = (typeof FIELD_TYPES)[number];
/** What a person may do on a base or workspace; each level includes those before it. */
export type PermissionLevel = (typeof PERMISSION_LEVELS)[number];
export const PermissionLevel = Type.Union(PERMISSION_LEVELS.map((level) => Type.Literal(level)));

export const Field = Type.Object({
  id: Type.String(),
  name: Type.String(),
  type: FieldTypeName,
  description: Type.Optional(Type.String()),
  /** The read form of Airtable's options for the type; absent where the type has none. */
  options: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  /** See FieldRules. */
  rules: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
/** The options in the read form of Airtable's; absent where the type has none. */
interface FieldBase {
  id: string;
  name: string;
  description?: string;
  /** Absent where there are none. */
  rules?: FieldRules;
}
type OptionsPart<O> = [O] extends [undefined]
  ? { options?: undefined }
  : undefined extends O
    ? { options?: O }
    : { options: O };
export type FieldOf<N extends FieldTypeName> = {
  [K in N]: FieldBase & { type: K } & OptionsPart<FieldOptions[K]>;
}[N];
export type Field = FieldOf<FieldTypeName>;

export const Table = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.Optional(Type.String()),
  primaryFieldId: Type.String(),
  fields: Type.Array(Field),
  views: Type.Array(View),
  recordCount: Type.Integer(),
});
export interface Table {
  id: string;
  name: string;
  description?: string;
  primaryFieldId: string;
  fields: Field[];
  views: View[];
  recordCount: number;
}

export const Collaborator = Type.Object({ id: Type.String(), email: Type.String(), name: Type.String() });
export type Collaborator = Static<typeof Collaborator>;

/** All that a program inside the house needs to know of a base: `GET /v1/bases/{app}`. */
export interface BaseSchema {
  id: string;
  name: string;
  workspaceId: string;
  color: string;
  icon: string;
  permissionLevel: PermissionLevel;
  /** Grows by one with each change of tables, fields or views. */
  schemaVersion: number;
  /** Number of the last change in the base's log. */
  seq: number;
  tables: Table[];
  /** Level `none`: was removed, and is only named in cells. */
  collaborators: (Collaborator & { permissionLevel: PermissionLevel })[];
}
