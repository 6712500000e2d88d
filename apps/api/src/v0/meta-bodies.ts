import {
  appError,
  MAX_DESCRIPTION_LENGTH,
  MAX_FIELDS,
  MAX_NAME_LENGTH,
  MAX_TABLES,
} from '@pyairtable/contracts';
import type { FieldRequest } from '@pyairtable/core';
import type { FieldChange, TableChange, TableRequest } from '@pyairtable/store-postgres';
import { optionalText, requireKeys, requireObject, requireText, storableText } from '../wire/json-shape';

/** Longest text taken for a name; names that are too long for their kind are refused by its own error. */
const NAME_LIMIT = 1_000;

/** The field of a create request. */
function readFieldBody(given: unknown): FieldRequest {
  const body = requireObject(given);
  requireKeys(body, ['name', 'type', 'description', 'options']);
  return {
    name: storableText(body['name'], NAME_LIMIT),
    type: storableText(body['type'], NAME_LIMIT),
    description: optionalText(body['description'], MAX_DESCRIPTION_LENGTH),
    options: body['options'] ?? undefined,
  };
}

/** The same as Airtable takes it: of a link it decides itself how many records it prefers. */
export function readAirtableField(given: unknown): FieldRequest {
  const field = readFieldBody(given);
  const { options } = field;
  if (
    field.type === 'multipleRecordLinks' &&
    options instanceof Object &&
    'prefersSingleRecordLink' in options
  )
    throw appError(
      'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
      `Invalid options for ${field.name}: Failed schema validation: <Field>.options.prefersSingleRecordLink is not allowed`,
    );
  return field;
}

/** The table of a create request: at least one field. */
export function readTableBody(given: unknown): TableRequest {
  const body = requireObject(given);
  requireKeys(body, ['name', 'description', 'fields']);
  const fields = body['fields'];
  if (!Array.isArray(fields) || fields.length === 0 || fields.length > MAX_FIELDS)
    throw appError('INVALID_REQUEST_UNKNOWN');
  return {
    name: storableText(body['name'], NAME_LIMIT),
    description: optionalText(body['description'], MAX_DESCRIPTION_LENGTH),
    fields: fields.map(readAirtableField),
  };
}

/** The tables of a create request. */
export function readTables(given: unknown, least: number): TableRequest[] {
  if (!Array.isArray(given) || given.length < least || given.length > MAX_TABLES)
    throw appError('INVALID_REQUEST_UNKNOWN');
  return given.map((table) => readTableBody(table));
}

/** Name and description of a table; null removes the description. */
export function readTableChange(given: unknown): TableChange {
  const body = requireObject(given ?? {});
  requireKeys(body, ['name', 'description']);
  const { name, description } = body;
  return {
    name: name === undefined ? undefined : requireText(name, MAX_NAME_LENGTH),
    description: description === null ? null : optionalText(description, MAX_DESCRIPTION_LENGTH),
  };
}

/** Name, description and options of a field. */
export function readFieldChange(given: unknown): FieldChange {
  const body = requireObject(given ?? {});
  requireKeys(body, ['name', 'description', 'options']);
  const { name, description, options } = body;
  return {
    name: name === undefined ? undefined : storableText(name, NAME_LIMIT),
    description: description === null ? null : optionalText(description, MAX_DESCRIPTION_LENGTH),
    options,
  };
}
