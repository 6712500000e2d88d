import { appError } from '@pyairtable/contracts';
import type { AbsentForm, CellForm, CreateRecords, RecordCommand } from '@pyairtable/core';
import { isId } from '@pyairtable/kernel';
import { isObject, type JsonObject, optionalFlag, requireKeys, requireObject } from '../wire/json-shape';

export const MAX_RECORDS_PER_WRITE = 10;

const CREATE_SHAPE =
  'You must provide an array of up to 10 record objects, each with a "fields" object for cell values.';
const UPDATE_SHAPE =
  'You must provide an array of up to 10 record objects, each with an "id" ID field and a "fields" object for cell values.';
export const DELETE_SHAPE = 'You must provide an array of up to 10 record IDs.';

/** What a body asks for, and how it wants to be answered. */
export interface WriteBody<Command extends RecordCommand = RecordCommand> {
  command: Command;
  /** null: no records. */
  answer: { byFieldId: boolean } | null;
  /** How to tell that a record is not there. */
  absent: AbsentForm;
}

const OPTIONS = ['typecast', 'returnFieldsByFieldId'];

const formOf = (body: JsonObject): CellForm => (optionalFlag(body['typecast']) ? 'typecast' : 'public');

const answerOf = (body: JsonObject) => ({ byFieldId: optionalFlag(body['returnFieldsByFieldId']) });

const tooMany = (message: string, given: number) =>
  appError('INVALID_RECORDS', `${message} ${given} were given.`);

function recordObjects(value: unknown, keys: readonly string[], message: string): JsonObject[] {
  const refused = () => appError('INVALID_RECORDS', message);
  if (Array.isArray(value) && value.length > MAX_RECORDS_PER_WRITE) throw tooMany(message, value.length);
  if (!Array.isArray(value) || value.length === 0) throw refused();
  return value.map((record) => {
    if (!isObject(record) || !isObject(record['fields'])) throw refused();
    if (Object.keys(record).some((key) => !keys.includes(key))) throw refused();
    return record;
  });
}

/** `POST /v0/{base}/{table}`: one `fields` object, answered as a bare record (`single`), or up to ten records. */
export function readCreateBody(
  given: unknown,
  table: string,
): WriteBody<CreateRecords> & { single: boolean } {
  const body = requireObject(given);
  requireKeys(body, [...OPTIONS, 'fields', 'records']);
  const [form, answer] = [formOf(body), answerOf(body)];
  const created = (records: unknown[], single: boolean) => ({
    command: {
      kind: 'create' as const,
      table,
      form,
      records: records.map((cells) => ({ cells: cells as JsonObject })),
    },
    answer,
    absent: 'record' as const,
    single,
  });
  if (body['records'] === undefined) {
    if (body['fields'] === undefined) throw appError('INVALID_REQUEST_MISSING_FIELDS');
    return created([requireObject(body['fields'])], true);
  }
  if (body['fields'] !== undefined) throw appError('INVALID_REQUEST_UNKNOWN');
  const records = recordObjects(body['records'], ['fields'], CREATE_SHAPE);
  return created(
    records.map((record) => record['fields']),
    false,
  );
}

/** `PATCH|PUT /v0/{base}/{table}/{rec}`. */
export function readUpdateBody(given: unknown, table: string, replace: boolean, recordId: string): WriteBody {
  const body = requireObject(given);
  requireKeys(body, [...OPTIONS, 'fields']);
  const [form, answer] = [formOf(body), answerOf(body)];
  if (body['fields'] === undefined) throw appError('INVALID_REQUEST_MISSING_FIELDS');
  const records = [{ id: recordId, cells: requireObject(body['fields']) }];
  return { command: { kind: 'update', table, form, replace, records }, answer, absent: 'record' };
}

function mergeFields(value: unknown): string[] | null {
  if (value === undefined || value === null) return null;
  const upsert = requireObject(value);
  requireKeys(upsert, ['fieldsToMergeOn']);
  const names = upsert['fieldsToMergeOn'];
  if (!Array.isArray(names) || names.length < 1 || names.length > 3)
    throw appError('INVALID_REQUEST_UNKNOWN');
  if (!names.every((name) => typeof name === 'string')) throw appError('INVALID_REQUEST_UNKNOWN');
  return names;
}

/** `PATCH|PUT /v0/{base}/{table}`: up to ten records, with `performUpsert` some without id. */
export function readBatchBody(given: unknown, table: string, replace: boolean): WriteBody {
  const body = requireObject(given);
  requireKeys(body, [...OPTIONS, 'records', 'performUpsert']);
  const [form, answer] = [formOf(body), answerOf(body)];
  const mergeOn = mergeFields(body['performUpsert']);
  if (body['records'] === undefined) throw appError('INVALID_REQUEST_MISSING_FIELDS');
  const named = recordObjects(body['records'], ['id', 'fields'], UPDATE_SHAPE).map((record) => {
    const { id, fields: cells } = record as { id?: unknown; fields: JsonObject };
    if (id === undefined && mergeOn) return { cells };
    if (!isId('record', id)) throw appError('INVALID_RECORDS', UPDATE_SHAPE);
    return { id, cells };
  });
  const command: RecordCommand = mergeOn
    ? { kind: 'upsert', table, form, replace, mergeOn, records: named }
    : { kind: 'update', table, form, replace, records: named as { id: string; cells: JsonObject }[] };
  return { command, answer, absent: 'row' };
}

/** The ids of `DELETE /v0/{base}/{table}?records[]=…`. */
export function readDeleteIds(ids: readonly string[] | undefined): string[] {
  if (ids && ids.length > MAX_RECORDS_PER_WRITE) throw tooMany(DELETE_SHAPE, ids.length);
  if (!ids || !ids.every((id) => isId('record', id))) throw appError('INVALID_RECORDS', DELETE_SHAPE);
  return [...ids];
}
