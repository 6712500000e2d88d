import { appError } from '@pyairtable/contracts';
import { MAX_DESCRIPTION_LENGTH, MAX_FIELDS } from '@pyairtable/core';
import { isId } from '@pyairtable/kernel';
import type {
  BaseChange,
  BaseRequest,
  FieldChange,
  TableChange,
  TableRequest,
  ViewChange,
} from '@pyairtable/store-postgres';
import {
  isObject,
  optionalText,
  requireKeys,
  requireObject,
  requireText,
  storableText,
} from '../wire/json-shape';
import { NAME_LIMIT, readFieldBody, readTableBody } from '../v0/meta-bodies';

const MAX_NAME = 255;
const MAX_MARK = 40;
const MAX_TABLES = 1_000;
const LEAST_WIDTH = 48;
const MOST_WIDTH = 1_200;
const MAX_SORT_KEYS = 20;

const invalid = () => appError('INVALID_REQUEST_UNKNOWN');

/** A table may come without fields: then it has one for names. */
export function readNewTable(given: unknown): TableRequest {
  const body = requireObject(given ?? {});
  return readTableBody(
    'fields' in body ? body : { ...body, fields: [{ name: 'Name', type: 'singleLineText' }] },
  );
}

export function readNewBase(given: unknown): BaseRequest {
  const body = requireObject(given ?? {});
  requireKeys(body, ['workspaceId', 'name', 'color', 'icon', 'tables']);
  const { workspaceId, tables = [] } = body;
  if (!isId('workspace', workspaceId) || !Array.isArray(tables) || tables.length > MAX_TABLES)
    throw invalid();
  return {
    workspaceId,
    name: requireText(body['name'], MAX_NAME),
    color: optionalText(body['color'], MAX_MARK),
    icon: optionalText(body['icon'], MAX_MARK),
    tables: tables.map(readNewTable),
  };
}

export function readBaseChange(given: unknown): BaseChange {
  const body = requireObject(given ?? {});
  requireKeys(body, ['name', 'color', 'icon']);
  return {
    name: body['name'] === undefined ? undefined : requireText(body['name'], MAX_NAME),
    color: optionalText(body['color'], MAX_MARK),
    icon: optionalText(body['icon'], MAX_MARK),
  };
}

/** Name and description; null removes the description. Shared with the public API's PATCH. */
export function readTableChange(given: unknown): TableChange {
  const body = requireObject(given ?? {});
  requireKeys(body, ['name', 'description']);
  const { description } = body;
  return {
    name: body['name'] === undefined ? undefined : requireText(body['name'], MAX_NAME),
    description: description === null ? null : optionalText(description, MAX_DESCRIPTION_LENGTH),
  };
}

/** Name, description and, where allowed, options. */
export function readFieldChange(
  given: unknown,
  allowed: readonly string[] = ['name', 'description', 'options'],
): FieldChange {
  const body = requireObject(given ?? {});
  requireKeys(body, allowed);
  const { name, description, options } = body;
  return {
    name: name === undefined ? undefined : storableText(name, NAME_LIMIT),
    description: description === null ? null : optionalText(description, MAX_DESCRIPTION_LENGTH),
    options,
  };
}

export const readNewField = (given: unknown) => readFieldBody(given ?? {});

function fieldIds(value: unknown): string[] {
  if (!Array.isArray(value) || value.length > MAX_FIELDS || !value.every((id) => isId('field', id)))
    throw invalid();
  return [...new Set(value)];
}

function widths(value: unknown): Record<string, number> {
  const object = requireObject(value);
  for (const [id, width] of Object.entries(object)) {
    if (!isId('field', id) || !Number.isInteger(width)) throw invalid();
    if ((width as number) < LEAST_WIDTH || (width as number) > MOST_WIDTH) throw invalid();
  }
  return object as Record<string, number>;
}

function sortKeys(value: unknown): NonNullable<ViewChange['sort']> {
  if (!Array.isArray(value) || value.length > MAX_SORT_KEYS) throw invalid();
  return value.map((key) => {
    if (!isObject(key)) throw invalid();
    requireKeys(key, ['fieldId', 'direction']);
    const { fieldId, direction } = key;
    if (!isId('field', fieldId) || (direction !== 'asc' && direction !== 'desc')) throw invalid();
    return { fieldId, direction };
  });
}

export function readViewChange(given: unknown): ViewChange {
  const body = requireObject(given ?? {});
  requireKeys(body, ['name', 'visibleFieldIds', 'columnWidths', 'sort']);
  return {
    ...(body['name'] === undefined ? {} : { name: requireText(body['name'], MAX_NAME) }),
    ...(body['visibleFieldIds'] === undefined ? {} : { visibleFieldIds: fieldIds(body['visibleFieldIds']) }),
    ...(body['columnWidths'] === undefined ? {} : { columnWidths: widths(body['columnWidths']) }),
    ...(body['sort'] === undefined ? {} : { sort: sortKeys(body['sort']) }),
  };
}
