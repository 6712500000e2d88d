import {
  appError,
  MAX_DESCRIPTION_LENGTH,
  MAX_TABLES,
  FieldRulesChange,
  NewView,
  Place,
  ViewChange,
} from '@pyairtable/contracts';
import type { FieldRequest } from '@pyairtable/core';
import { isId } from '@pyairtable/kernel';
import type {
  BaseChange,
  BaseRequest,
  ConversionRequest,
  DuplicateRequest,
  FieldChange,
  FieldPreviewRequest,
  TableChange,
  TableRequest,
} from '@pyairtable/store-postgres';
import {
  optionalFlag,
  optionalText,
  requireKeys,
  requireObject,
  requireText,
  storableText,
} from '../wire/json-shape';
import { Compile } from 'typebox/compile';
import { NAME_LIMIT, readFieldBody, readTableBody } from '../v0/meta-bodies';

const MAX_NAME = 255;
const MAX_MARK = 40;

const invalid = () => appError('INVALID_REQUEST_UNKNOWN');

const isListOfTexts = (given: unknown): given is string[] =>
  Array.isArray(given) && given.every((text) => typeof text === 'string');

/** A table may come without fields: then it has one for names. */
export function readNewTable(given: unknown): TableRequest {
  const body = requireObject(given ?? {});
  return readTableBody(
    'fields' in body ? body : { ...body, fields: [{ name: 'Name', type: 'singleLineText' }] },
    readFieldBody,
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

const rulesChange = Compile(FieldRulesChange);

function readRules(given: unknown): FieldRulesChange | undefined {
  if (given === undefined || rulesChange.Check(given)) return given;
  throw invalid();
}

/** Name, description and, where allowed, rules and options or choices to add. */
export function readFieldChange(
  given: unknown,
  allowed: readonly string[] = ['name', 'description', 'options', 'addChoices', 'rules'],
): FieldChange {
  const body = requireObject(given ?? {});
  requireKeys(body, allowed);
  const { name, description, options, addChoices } = body;
  if (addChoices !== undefined && (!isListOfTexts(addChoices) || options !== undefined)) throw invalid();
  return {
    name: name === undefined ? undefined : storableText(name, NAME_LIMIT),
    description: description === null ? null : optionalText(description, MAX_DESCRIPTION_LENGTH),
    options,
    addChoices,
    rules: readRules(body['rules']),
  };
}

/** Body of a conversion: type and options as for a new field, and whether only to tell what would become of the cells. */
export function readConversion(given: unknown): ConversionRequest & { preview: boolean } {
  const body = requireObject(given ?? {});
  requireKeys(body, ['type', 'options', 'preview']);
  const { type, options, preview } = body;
  if (typeof type !== 'string') throw invalid();
  return { type, options, preview: optionalFlag(preview) };
}

/** A name of its own, and whether the cells come too, as they do unless told otherwise. */
export function readDuplicate(given: unknown): DuplicateRequest {
  const body = requireObject(given ?? {});
  requireKeys(body, ['name', 'cells']);
  const { name, cells = true } = body;
  return {
    name: name === undefined ? undefined : storableText(name, NAME_LIMIT),
    cells: optionalFlag(cells),
  };
}

const MAX_PREVIEWED = 50;

/** Type and options of a computed field, the records to show it for, and the field that it would be, if there is one. */
export function readFieldPreview(given: unknown): FieldPreviewRequest {
  const body = requireObject(given ?? {});
  requireKeys(body, ['type', 'options', 'fieldId', 'recordIds']);
  const { type, options, fieldId, recordIds } = body;
  if (typeof type !== 'string' || (fieldId !== undefined && !isId('field', fieldId))) throw invalid();
  if (!Array.isArray(recordIds) || recordIds.length > MAX_PREVIEWED) throw invalid();
  if (!recordIds.every((id): id is string => isId('record', id))) throw invalid();
  return { type, options, fieldId, recordIds };
}

export function readNewField(given: unknown): FieldRequest {
  const body = requireObject(given ?? {});
  return { ...readFieldBody(body, 'rules'), rules: readRules(body['rules']) };
}

const viewChange = Compile(ViewChange);
const newView = Compile(NewView);
const place = Compile(Place);

/** Each field once. */
const withoutRepeats = <C extends ViewChange>(change: C): C =>
  change.visibleFieldIds === undefined
    ? change
    : { ...change, visibleFieldIds: [...new Set(change.visibleFieldIds)] };

/** Name and settings of a view, by the contract's own schema. */
export function readViewChange(given: unknown): ViewChange {
  const body = given ?? {};
  if (!viewChange.Check(body)) throw invalid();
  return withoutRepeats(body as ViewChange);
}

export function readNewView(given: unknown): NewView {
  const body = given ?? {};
  if (!newView.Check(body)) throw invalid();
  return withoutRepeats(body as NewView);
}

/** The id of what something is to stand in front of, null for the end. */
export function readPlace(given: unknown): string | null {
  if (!place.Check(given)) throw invalid();
  return given.before;
}
