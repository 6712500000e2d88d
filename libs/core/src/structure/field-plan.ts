import {
  appError,
  type Field,
  type FieldRulesChange,
  FIELD_TYPES,
  type FieldTypeName,
  MAX_NAME_LENGTH,
} from '@pyairtable/contracts';
import { fieldType, fieldWith } from '@pyairtable/field-types';
import { newId } from '@pyairtable/kernel';

/** A field as asked for: the public API's body, already checked for shape. */
export interface FieldRequest {
  name: string;
  type: string;
  description?: string | undefined;
  options?: unknown;
  rules?: FieldRulesChange | undefined;
}

/** Throws DUPLICATE_OR_EMPTY_FIELD_NAME unless the name can join those taken. Names differ by more than case. */
export function requireFieldName(name: string, taken: Iterable<string>): void {
  const lower = name.trim().toLowerCase();
  const clash = [...taken].some((other) => other.trim().toLowerCase() === lower);
  if (lower === '' || clash || name.length > MAX_NAME_LENGTH) throw appError('DUPLICATE_OR_EMPTY_FIELD_NAME');
}

/** Throws DUPLICATE_TABLE_NAME, or INVALID_REQUEST_UNKNOWN for an empty or overlong name. */
export function requireTableName(name: string, taken: Iterable<string>): void {
  const lower = name.trim().toLowerCase();
  if (lower === '' || name.length > MAX_NAME_LENGTH) throw appError('INVALID_REQUEST_UNKNOWN');
  if ([...taken].some((other) => other.trim().toLowerCase() === lower))
    throw appError('DUPLICATE_TABLE_NAME');
}

/** Types that Airtable alone has: its rank of the records of a synchronised table. */
const UNSERVED_TYPES: ReadonlySet<string> = new Set(['manualSort']);

const isFieldType = (type: string): type is FieldTypeName =>
  (FIELD_TYPES as readonly string[]).includes(type);

/**
 * A new field with an id and normalised options, which may be the read form of those `before`. Throws INVALID_REQUEST_UNKNOWN for an unknown type,
 * UNSUPPORTED_FIELD_TYPE_FOR_CREATE for one that only Airtable has, and the type's own error, prefixed as Airtable does,
 * for wrong options.
 */
export function planField(request: FieldRequest, tableName: string, before?: Field): Field {
  const about = `Invalid options for ${tableName}.${request.name}`;
  if (UNSERVED_TYPES.has(request.type)) {
    throw appError(
      'UNSUPPORTED_FIELD_TYPE_FOR_CREATE',
      `${about}: Creating ${request.type} fields is not supported at this time`,
    );
  }
  if (!isFieldType(request.type)) throw appError('INVALID_REQUEST_UNKNOWN');
  const previous = before?.type === request.type ? before.options : undefined;
  const options = fieldType(request.type).normaliseOptions(request.options, previous);
  if (!options.ok) {
    throw appError(options.error.type, `${about}: ${options.error.message}`);
  }
  const { name, type, description } = request;
  return fieldWith(
    { id: newId('field'), name, type, ...(description ? { description } : {}) },
    options.value,
  );
}

const READERS: readonly FieldTypeName[] = ['lastModifiedTime', 'lastModifiedBy', 'aiText'];

const namedBy = ({ type, options }: Pick<Field, 'type' | 'options'>): readonly string[] =>
  READERS.includes(type)
    ? ((options as { referencedFieldIds?: readonly string[] } | undefined)?.referencedFieldIds ?? [])
    : [];

/**
 * Throws unless the fields that a field watches or has in its prompt are its table's, or were named by `before`, whose
 * options may name what is gone by now. What computed fields read is planned with them.
 */
export function requireNamedFields(
  table: { name: string; fields: readonly { id: string }[] },
  field: Field,
  before?: Field,
): void {
  const known = new Set([...table.fields.map(({ id }) => id), ...(before ? namedBy(before) : [])]);
  if (namedBy(field).every((id) => known.has(id))) return;
  throw appError(
    'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
    `Invalid options for ${table.name}.${field.name}: Failed schema validation: <Field>.options.referencedFieldIds names a field that is not in the table`,
  );
}
