import { appError, MAX_DESCRIPTION_LENGTH, MAX_FIELDS, MAX_TABLES } from '@pyairtable/contracts';
import type { FieldRequest } from '@pyairtable/core';
import type { TableRequest } from '@pyairtable/store-postgres';
import { optionalText, requireKeys, requireObject, storableText } from '../wire/json-shape';

/** Longest text taken for a name; names that are too long for their kind are refused by its own error. */
export const NAME_LIMIT = 1_000;

/** The field of a create request; `more` names keys that are read elsewhere. */
export function readFieldBody(given: unknown, ...more: string[]): FieldRequest {
  const body = requireObject(given);
  requireKeys(body, ['name', 'type', 'description', 'options', ...more]);
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
export function readTableBody(
  given: unknown,
  readField: (given: unknown) => FieldRequest = readAirtableField,
): TableRequest {
  const body = requireObject(given);
  requireKeys(body, ['name', 'description', 'fields']);
  const fields = body['fields'];
  if (!Array.isArray(fields) || fields.length === 0 || fields.length > MAX_FIELDS)
    throw appError('INVALID_REQUEST_UNKNOWN');
  return {
    name: storableText(body['name'], NAME_LIMIT),
    description: optionalText(body['description'], MAX_DESCRIPTION_LENGTH),
    fields: fields.map((field) => readField(field)),
  };
}

/** The tables of a create request. */
export function readTables(given: unknown, least: number): TableRequest[] {
  if (!Array.isArray(given) || given.length < least || given.length > MAX_TABLES)
    throw appError('INVALID_REQUEST_UNKNOWN');
  return given.map((table) => readTableBody(table));
}
