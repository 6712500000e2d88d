import { appError } from '@pyairtable/contracts';
import type { AbsentForm } from '@pyairtable/core';
import { isId } from '@pyairtable/kernel';
import { isObject, type JsonObject, optionalFlag, requireKeys, requireObject } from '../wire/json-shape';

export const MAX_RECORDS_PER_WRITE = 10;

const CREATE_SHAPE =
  'You must provide an array of up to 10 record objects, each with a "fields" object for cell values.';
const UPDATE_SHAPE =
  'You must provide an array of up to 10 record objects, each with an "id" ID field and a "fields" object for cell values.';
export const DELETE_SHAPE = 'You must provide an array of up to 10 record IDs.';

export interface WriteOptions {
  typecast: boolean;
  byFieldId: boolean;
}

export interface CreateBody extends WriteOptions {
  /** true: the answer is a bare record. */
  single: boolean;
  records: JsonObject[];
}

export interface BatchBody extends WriteOptions {
  records: { id?: string; fields: JsonObject }[];
  /** Names or ids; null for a plain update. */
  mergeOn: string[] | null;
  /** How to tell that a record is not there. */
  absent: AbsentForm;
}

const OPTIONS = ['typecast', 'returnFieldsByFieldId'];

const writeOptions = (body: JsonObject): WriteOptions => ({
  typecast: optionalFlag(body['typecast']),
  byFieldId: optionalFlag(body['returnFieldsByFieldId']),
});

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

/** `POST /v0/{base}/{table}`: one `fields` object or up to ten records. */
export function readCreateBody(given: unknown): CreateBody {
  const body = requireObject(given);
  requireKeys(body, [...OPTIONS, 'fields', 'records']);
  const options = writeOptions(body);
  if (body['records'] === undefined) {
    if (body['fields'] === undefined) throw appError('INVALID_REQUEST_MISSING_FIELDS');
    return { ...options, single: true, records: [requireObject(body['fields'])] };
  }
  if (body['fields'] !== undefined) throw appError('INVALID_REQUEST_UNKNOWN');
  const records = recordObjects(body['records'], ['fields'], CREATE_SHAPE);
  return { ...options, single: false, records: records.map((record) => record['fields'] as JsonObject) };
}

/** `PATCH|PUT /v0/{base}/{table}/{rec}`. */
export function readUpdateBody(given: unknown, recordId: string): BatchBody {
  const body = requireObject(given);
  requireKeys(body, [...OPTIONS, 'fields']);
  const options = writeOptions(body);
  if (body['fields'] === undefined) throw appError('INVALID_REQUEST_MISSING_FIELDS');
  const records = [{ id: recordId, fields: requireObject(body['fields']) }];
  return { ...options, records, mergeOn: null, absent: 'record' };
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
export function readBatchBody(given: unknown): BatchBody {
  const body = requireObject(given);
  requireKeys(body, [...OPTIONS, 'records', 'performUpsert']);
  const options = writeOptions(body);
  const mergeOn = mergeFields(body['performUpsert']);
  if (body['records'] === undefined) throw appError('INVALID_REQUEST_MISSING_FIELDS');
  const records = recordObjects(body['records'], ['id', 'fields'], UPDATE_SHAPE).map((record) => {
    const { id, fields } = record as { id?: unknown; fields: JsonObject };
    if (id === undefined && mergeOn) return { fields };
    if (!isId('record', id)) throw appError('INVALID_RECORDS', UPDATE_SHAPE);
    return { id, fields };
  });
  return { ...options, records, mergeOn, absent: 'row' };
}

/** The ids of `DELETE /v0/{base}/{table}?records[]=…`. */
export function readDeleteIds(ids: readonly string[] | undefined): string[] {
  if (ids && ids.length > MAX_RECORDS_PER_WRITE) throw tooMany(DELETE_SHAPE, ids.length);
  if (!ids || !ids.every((id) => isId('record', id))) throw appError('INVALID_RECORDS', DELETE_SHAPE);
  return [...ids];
}
