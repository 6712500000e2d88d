import { stateTable } from '../sql/identifiers';

/** No transaction is open longer. */
const LONGEST = `interval '10 minutes'`;

/**
 * Expression: number of the last entry of a log by the time; NULL when there is none. An entry says when its transaction began,
 * and has its number from when that ended: what began by the time may stand behind what began after it, and was not there yet.
 */
export function lastEntryBy(baseId: string, time: string): string {
  const log = stateTable(baseId, 'change');
  const at = `${time}::timestamptz`;
  const surely = `SELECT o.seq FROM ${log} o WHERE o.at <= ${at} - ${LONGEST} ORDER BY o.seq DESC LIMIT 1`;
  const later = `SELECT n.seq FROM ${log} n WHERE n.at > ${at} AND n.seq > coalesce((${surely}), 0) ORDER BY n.seq LIMIT 1`;
  return `(SELECT c.seq FROM ${log} c WHERE c.seq < coalesce((${later}), 9223372036854775807) ORDER BY c.seq DESC LIMIT 1)`;
}
