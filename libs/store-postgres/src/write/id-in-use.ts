import { appError } from '@pyairtable/contracts';

/** What a write is told whose record has an id that is in use. */
export const idInUse = (cause?: unknown) =>
  appError('INVALID_REQUEST_UNKNOWN', 'A record with this id already exists', { cause });
