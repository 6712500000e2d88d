import { appError, type Moment } from '@pyairtable/contracts';
import { isId } from '@pyairtable/kernel';
import type { CopyRequest } from '@pyairtable/store-postgres';
import { requireKeys, requireObject, requireText } from '../wire/json-shape';

const MAX_NAME = 255;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/;

/** `{seq}` or `{at}`: one of them. */
export function readMoment(given: unknown): Moment {
  const moment = requireObject(given);
  requireKeys(moment, ['seq', 'at']);
  const { seq, at } = moment;
  if ((seq === undefined) === (at === undefined)) throw appError('INVALID_REQUEST_UNKNOWN');
  if (seq !== undefined) {
    if (!Number.isSafeInteger(seq) || (seq as number) < 1) throw appError('INVALID_REQUEST_UNKNOWN');
    return { seq: seq as number };
  }
  if (typeof at !== 'string' || !ISO.test(at) || Number.isNaN(Date.parse(at)))
    throw appError('INVALID_REQUEST_UNKNOWN');
  return { at: new Date(at).toISOString() };
}

export function readCopy(given: unknown): CopyRequest {
  const body = requireObject(given ?? {});
  requireKeys(body, ['moment', 'name', 'workspaceId']);
  const { workspaceId } = body;
  if (workspaceId !== undefined && !isId('workspace', workspaceId)) throw appError('INVALID_REQUEST_UNKNOWN');
  return { moment: readMoment(body['moment']), name: requireText(body['name'], MAX_NAME), workspaceId };
}
