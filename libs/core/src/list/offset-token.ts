import { appError } from '@pyairtable/contracts';
import { fromBase62, toBase62 } from './base62';

/**
 * Where the next page of a list starts.
 * `keyset`: after the record with creation number `after`; `served` records went before.
 * `snapshot`: at position `served` of a stored order.
 */
export type ListPosition =
  | { kind: 'keyset'; after: number; served: number }
  | { kind: 'snapshot'; snapshotId: string; served: number };

const TOKEN = /^itr([0-9A-Za-z])([0-9A-Za-z]{13})\/(rec[0-9A-Za-z]{14})$/;
const SERVED_BITS = 30n;
const CHECK_BITS = 8n;
const SNAPSHOT_DIGITS = 8;
const POSITION_DIGITS = 5;

/** Eight bits that tie a position to its table and last record, so that a made-up token is told from a real one. */
function checkOf(tableId: string, recordId: string, position: bigint): number {
  let hash = 0x811c9dc5;
  for (const character of `${tableId}/${recordId}/${position}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return (hash ^ (hash >>> 16)) & 0xff;
}

/** The opaque `itr…/rec…` that a client sends back; `lastRecordId` is the last record it was given. */
export function offsetToken(position: ListPosition, tableId: string, lastRecordId: string): string {
  if (position.kind === 'snapshot') {
    return `itr1${position.snapshotId}${toBase62(BigInt(position.served), POSITION_DIGITS)}/${lastRecordId}`;
  }
  const place = (BigInt(position.after) << SERVED_BITS) | BigInt(position.served);
  const checked = (place << CHECK_BITS) | BigInt(checkOf(tableId, lastRecordId, place));
  return `itr0${toBase62(checked, 13)}/${lastRecordId}`;
}

/**
 * Reads a token back. Throws INVALID_OFFSET_VALUE for what has not the shape of one, LIST_RECORDS_ITERATOR_NOT_AVAILABLE
 * for one that we did not make for this table.
 */
export function readOffsetToken(token: string, tableId: string): ListPosition {
  const parts = TOKEN.exec(token);
  if (!parts) throw appError('INVALID_OFFSET_VALUE', `The value of offset ${token.slice(0, 100)} is invalid`);
  const [, kind, digits = '', recordId = ''] = parts;
  if (kind === '1') {
    return {
      kind: 'snapshot',
      snapshotId: digits.slice(0, SNAPSHOT_DIGITS),
      served: Number(fromBase62(digits.slice(SNAPSHOT_DIGITS))),
    };
  }
  const checked = fromBase62(digits);
  const place = checked >> CHECK_BITS;
  const served = Number(place & ((1n << SERVED_BITS) - 1n));
  const known = checkOf(tableId, recordId, place) === Number(checked & ((1n << CHECK_BITS) - 1n));
  // A page that served nothing has no next one.
  if (kind !== '0' || !known || served === 0) throw appError('LIST_RECORDS_ITERATOR_NOT_AVAILABLE');
  return { kind: 'keyset', after: Number(place >> SERVED_BITS), served };
}
